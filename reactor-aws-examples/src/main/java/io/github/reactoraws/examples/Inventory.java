package io.github.reactoraws.examples;

/** Main. */
public final class Inventory {
  private Inventory() {}

  /**
   * Runs.
   *
   * @param args options
   */
  public static void main(String... args) {
    System.out.println("hello");
  }
}
