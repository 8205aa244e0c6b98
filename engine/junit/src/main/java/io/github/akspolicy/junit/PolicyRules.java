package io.github.akspolicy.junit;

import io.github.akspolicy.policy.Policy;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/** Reads the {@link PolicyRule} members of a class. */
final class PolicyRules {
    private PolicyRules() {}

    /** A member that gives no policy. */
    static final class InvalidRuleException extends Exception {
        private static final long serialVersionUID = 1;

        InvalidRuleException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }

    static List<Policy> of(Class<?> testClass) throws InvalidRuleException {
        var policies = new ArrayList<Policy>();
        for (Field field : AnnotationSupport.findAnnotatedFields(
                testClass, PolicyRule.class, candidate -> true, HierarchyTraversalMode.TOP_DOWN)) {
            add(policies, field, read(field));
        }
        for (Method method :
                AnnotationSupport.findAnnotatedMethods(testClass, PolicyRule.class, HierarchyTraversalMode.TOP_DOWN)) {
            add(policies, method, call(method));
        }
        return policies;
    }

    private static void add(List<Policy> policies, Member member, @Nullable Object value) throws InvalidRuleException {
        if (value instanceof Policy policy) {
            policies.add(policy);
        } else if (value instanceof Collection<?> several
                && !several.isEmpty()
                && several.stream().allMatch(Policy.class::isInstance)) {
            several.forEach(policy -> policies.add((Policy) policy));
        } else {
            throw invalid(member, "gives no policy", null);
        }
    }

    private static @Nullable Object read(Field field) throws InvalidRuleException {
        requireStatic(field);
        try {
            field.setAccessible(true);
            return field.get(null);
        } catch (IllegalAccessException | RuntimeException inaccessible) {
            throw invalid(field, "cannot be read", inaccessible);
        }
    }

    private static @Nullable Object call(Method method) throws InvalidRuleException {
        requireStatic(method);
        if (method.getParameterCount() > 0) {
            throw invalid(method, "has parameters", null);
        }
        try {
            method.setAccessible(true);
            return method.invoke(null);
        } catch (InvocationTargetException thrown) {
            throw invalid(method, "throws " + thrown.getCause(), thrown);
        } catch (IllegalAccessException | RuntimeException inaccessible) {
            throw invalid(method, "cannot be called", inaccessible);
        }
    }

    private static void requireStatic(Member member) throws InvalidRuleException {
        if (!Modifier.isStatic(member.getModifiers())) {
            throw invalid(member, "is not static", null);
        }
    }

    private static InvalidRuleException invalid(Member member, String what, @Nullable Throwable cause) {
        return new InvalidRuleException(
                "@PolicyRule " + member.getDeclaringClass().getName() + "." + member.getName() + " " + what
                        + ": it must be a static field of type Policy, or a static method without parameters that"
                        + " returns a Policy or a collection of them",
                cause);
    }
}
