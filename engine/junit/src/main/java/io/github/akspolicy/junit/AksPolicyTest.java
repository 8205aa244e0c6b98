package io.github.akspolicy.junit;

/**
 * A {@link PolicyTests} class for projects without Java: it reads the {@code aks-policy.yaml} of the project that runs
 * it. Let Surefire look for it in this artifact:
 *
 * <pre>{@code
 * <dependenciesToScan>
 *   <dependency>io.github.akspolicy:aks-policy-junit</dependency>
 * </dependenciesToScan>
 * }</pre>
 */
@PolicyTests
public final class AksPolicyTest {
    private AksPolicyTest() {}
}
