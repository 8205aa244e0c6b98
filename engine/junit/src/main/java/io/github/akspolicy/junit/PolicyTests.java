package io.github.akspolicy.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.platform.commons.annotation.Testable;

/**
 * Makes a class the place where policies are tested: every policy on every resource is a test below it. The class may
 * be empty; {@link PolicyRule} members add your own policies.
 *
 * <p>Build tools find classes, not YAML files. It is inherited: an abstract class holds rules and questions for the
 * classes that extend it, and is not run itself.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Testable
public @interface PolicyTests {
    /**
     * The configuration file, relative to the working directory of the tests: the folder of the module. The empty text
     * means none: only policy test files are run, as in a project that holds policies and deploys nothing.
     */
    String value() default "aks-policy.yaml";

    /**
     * The folder with the {@code *.policytest.yaml} files that are run, too, relative to the working directory. That the
     * default one is missing is no fault.
     */
    String policyTests() default DEFAULT_FOLDER;

    /** Where policy tests are looked for when nobody says otherwise. */
    String DEFAULT_FOLDER = "src/test/policies";
}
