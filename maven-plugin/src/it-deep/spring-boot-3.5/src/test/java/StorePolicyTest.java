import io.github.akspolicy.junit.PolicyTests;

@PolicyTests
class StorePolicyTest {}
