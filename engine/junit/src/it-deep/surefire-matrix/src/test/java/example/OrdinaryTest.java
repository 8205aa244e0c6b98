package example;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class OrdinaryTest {
    @Test
    @Tag("unit")
    void runsBesideThePolicies() {}
}
