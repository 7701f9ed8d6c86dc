package io.github.reactoraws.examples;

import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

/**
 * The main job: lists what several accounts hold in several regions, through one composed Flux.
 *
 * <p>Without options it lists an embedded simulator of about 100,000 resources; {@code --help}
 * tells the rest. Exit status: 0 when everything was listed, 1 when something could not be listed
 * (the rest was), 2 for bad input.
 */
public final class Inventory {
  private Inventory() {}

  /**
   * Runs the inventory; ends the JVM only where the status is not 0, so that it can run inside
   * another program such as Maven.
   *
   * @param args the options
   */
  public static void main(String... args) {
    int status =
        new InventoryCommand(
                () -> DefaultCredentialsProvider.builder().build(), System.out, System.err)
            .run(args);
    if (status != 0) {
      System.exit(status);
    }
  }
}
