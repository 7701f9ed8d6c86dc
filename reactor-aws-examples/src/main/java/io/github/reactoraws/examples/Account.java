package io.github.reactoraws.examples;

import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;

/** An account and the credentials to list it with. */
record Account(String id, IdentityProvider<? extends AwsCredentialsIdentity> credentials) {}
