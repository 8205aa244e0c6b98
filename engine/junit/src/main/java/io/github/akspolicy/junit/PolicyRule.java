package io.github.akspolicy.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.platform.commons.annotation.Testable;

/**
 * Adds a rule to a {@link PolicyTests} class. On a member that gives a policy it adds that policy; on a method that
 * takes an environment it is a test of that environment:
 *
 * <ul>
 * <li>a static field of type {@link io.github.akspolicy.policy.Policy}, or a static method without parameters that
 * returns a policy or a collection of policies: such a policy is on, with its own severity and default settings, and
 * each resource that it evaluates is a test;
 * <li>a void method with at least one parameter of the types {@link io.github.akspolicy.environment.Environment},
 * {@link io.github.akspolicy.environment.RenderedRelease} and {@link io.github.akspolicy.environment.ResourceSet}: one
 * test for each environment, or for each release when it asks for one. A resource set holds the resources of the
 * release, or of the environment when no release is asked for. The method fails by throwing, as the assertions of
 * {@code aks-policy-assertj} do.
 * </ul>
 *
 * <p>What is deployed is rendered once. If an environment cannot be read in full, the test fails and the method is not
 * called, because its answer could be wrong.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD})
@Testable
public @interface PolicyRule {
    /** For methods that take an environment: the only environments to ask; empty means all. */
    String[] environments() default {};

    /** For methods that take an environment: tags of their tests. */
    String[] tags() default {};
}
