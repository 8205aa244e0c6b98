package io.github.akspolicy.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.platform.commons.annotation.Testable;

/**
 * Adds a policy to a {@link PolicyTests} class: on a static field of type {@link io.github.akspolicy.policy.Policy}, or on
 * a static method without parameters that returns a policy or a collection of policies. Such a policy is on, unless the
 * configuration turns it off by its id.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD})
@Testable
public @interface PolicyRule {}
