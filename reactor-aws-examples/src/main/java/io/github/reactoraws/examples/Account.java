package io.github.reactoraws.examples;

import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;

/**
 * An account and the credentials to list it with.
 *
 * @param caller whose credentials they are, such as {@code role/inventory}; what may be seen
 *     depends on it
 */
record Account(
    String id, String caller, IdentityProvider<? extends AwsCredentialsIdentity> credentials) {}
