package io.github.akspolicy.template.value;

/** A complex number: templates can write them, and nothing else. */
public record GoComplex(double real, double imaginary) {}
