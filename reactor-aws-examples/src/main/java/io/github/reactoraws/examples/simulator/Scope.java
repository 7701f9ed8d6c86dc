package io.github.reactoraws.examples.simulator;

/**
 * Who asks for what: AWS finds resources by account and region, and throttles by all four.
 *
 * @param account the 12 digits of the account that the credentials belong to
 * @param region the region of the signature
 * @param service the signing name of the service, such as {@code ec2} or {@code states}
 * @param operation the operation's name in the service's model, such as {@code DescribeInstances}
 */
public record Scope(String account, String region, String service, String operation) {}
