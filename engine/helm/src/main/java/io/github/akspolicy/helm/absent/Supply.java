package io.github.akspolicy.helm.absent;

/**
 * A value that supplies a field.
 *
 * @param rank 0 where it comes to stand as the field, 1 where something of it does, 2 where it only turns the field on
 * @param change how many lines of the file become others with it
 */
record Supply(Claim claim, int rank, int change) {}
