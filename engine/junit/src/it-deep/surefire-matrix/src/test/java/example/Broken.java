package example;

import io.github.akspolicy.junit.PolicyTests;

/** Selected by its name only. */
@PolicyTests("broken/aks-policy.yaml")
class Broken {}
