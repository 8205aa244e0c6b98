package example;

import io.github.akspolicy.junit.PolicyTests;

@PolicyTests
class PoliciesTest {}
