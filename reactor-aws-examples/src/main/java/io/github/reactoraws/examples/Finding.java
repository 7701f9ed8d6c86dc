package io.github.reactoraws.examples;

/** What an inventory comes upon: a resource, or a listing that failed. */
sealed interface Finding permits Resource, Failure {}
