package io.github.reactoraws.examples.simulator;

/**
 * How many resources of each kind go with a number of instances.
 *
 * @param instances the instances of one account and region
 */
record Sizes(long instances) {
  static final int SUBNETS_PER_VPC = 6;

  private static final int INSTANCES_PER_VPC = 20_000; // so that every private address fits a /19
  private static final int MOST_STATE_MACHINES = 20; // each costs a call of 2 to 5 a second
  private static final int MOST_FUNCTIONS = 5_000;
  private static final int MOST_ROLES_PER_SERVICE = 1_600; // IAM allows 5,000 roles
  private static final int MOST_BUCKETS = 1_000;

  long images() {
    return 1 + instances / 20;
  }

  /** A root volume each, a data volume for every other instance, and some that hang nowhere. */
  long volumes() {
    return instances + dataVolumes() + instances / 20;
  }

  long dataVolumes() {
    return instances / 2;
  }

  long vpcs() {
    return 1 + instances / INSTANCES_PER_VPC;
  }

  long subnets() {
    return vpcs() * SUBNETS_PER_VPC;
  }

  /** A default group and at least two of applications. */
  int groupsPerVpc() {
    return (int) Math.min(500, 3 + instances / vpcs() / 10);
  }

  long groups() {
    return vpcs() * groupsPerVpc();
  }

  long functions() {
    return Math.min(MOST_FUNCTIONS, 1 + instances / 20);
  }

  long stateMachines() {
    return Math.min(MOST_STATE_MACHINES, 1 + instances / 400);
  }

  /** Of all state machines together. */
  long executions() {
    return 1 + instances / 2;
  }

  /** Executions of the state machines before {@code stateMachine}: a later one ran more often. */
  long executionsBefore(long stateMachine) {
    long machines = stateMachines();
    return executions() * (stateMachine * (stateMachine + 1)) / (machines * (machines + 1));
  }

  /** Roles of an account for each service that assumes one. */
  long rolesPerService() {
    return Math.min(MOST_ROLES_PER_SERVICE, 1 + instances / 60);
  }

  long buckets() {
    return Math.min(MOST_BUCKETS, 2 + instances / 200);
  }

  /** Objects of one bucket. */
  long objects() {
    return 1_000 + 10 * instances;
  }
}
