package io.github.akspolicy.junit;

import io.github.akspolicy.policy.Policy;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/**
 * The {@link PolicyRule} members of a class.
 *
 * @param policies what the members of one kind give
 * @param methods the members of the other kind
 * @param invalid why members are neither; the others stand
 */
record PolicyRules(List<Policy> policies, List<RuleMethod> methods, List<InvalidRuleException> invalid) {
    private static final String EXPECTED =
            "it must be a static field of type Policy, a static method without parameters that returns a Policy or a"
                    + " collection of them, or a void method that takes an Environment, RenderedRelease or ResourceSet";

    static PolicyRules of(Class<?> testClass) {
        return of(testClass, new HashSet<>());
    }

    /** @param known members that are left out; those that are not get known */
    static PolicyRules of(Class<?> testClass, Set<Member> known) {
        var rules = new PolicyRules(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        try {
            Class.forName(testClass.getName(), true, testClass.getClassLoader());
        } catch (ExceptionInInitializerError thrown) {
            rules.invalid.add(
                    new InvalidRuleException(testClass, thrown.getCause() == null ? thrown : thrown.getCause()));
            return rules;
        } catch (ClassNotFoundException | LinkageError unusable) {
            // initialized before, in vain: the cause of that is its cause
            rules.invalid.add(
                    new InvalidRuleException(testClass, unusable.getCause() == null ? unusable : unusable.getCause()));
            return rules;
        }
        for (Field field : AnnotationSupport.findAnnotatedFields(
                testClass, PolicyRule.class, candidate -> true, HierarchyTraversalMode.TOP_DOWN)) {
            if (known.add(field)) {
                rules.add(() -> rules.addPolicies(field, read(field)));
            }
        }
        for (Method method :
                AnnotationSupport.findAnnotatedMethods(testClass, PolicyRule.class, HierarchyTraversalMode.TOP_DOWN)) {
            if (known.add(method)) {
                rules.add(() -> rules.addMethod(method));
            }
        }
        return rules;
    }

    private interface Addition {
        void run() throws InvalidRuleException;
    }

    private void add(Addition addition) {
        try {
            addition.run();
        } catch (InvalidRuleException one) {
            invalid.add(one);
        }
    }

    private void addMethod(Method method) throws InvalidRuleException {
        if (method.getReturnType() == void.class) {
            methods.add(RuleMethod.of(method));
        } else {
            addPolicies(method, call(method));
        }
    }

    private void addPolicies(Member member, @Nullable Object value) throws InvalidRuleException {
        if (value instanceof Policy policy) {
            policies.add(policy);
        } else if (value instanceof Collection<?> several
                && !several.isEmpty()
                && several.stream().allMatch(Policy.class::isInstance)) {
            several.forEach(policy -> policies.add((Policy) policy));
        } else {
            throw new InvalidRuleException(member, "gives no policy", EXPECTED, null);
        }
    }

    private static @Nullable Object read(Field field) throws InvalidRuleException {
        requireStatic(field);
        try {
            field.setAccessible(true);
            return field.get(null);
        } catch (ExceptionInInitializerError thrown) {
            throw new InvalidRuleException(field, "throws " + thrown.getCause(), "correct it", thrown);
        } catch (IllegalAccessException | InaccessibleObjectException | LinkageError inaccessible) {
            throw new InvalidRuleException(field, "cannot be read", EXPECTED, inaccessible);
        }
    }

    private static @Nullable Object call(Method method) throws InvalidRuleException {
        requireStatic(method);
        if (method.getParameterCount() > 0) {
            throw new InvalidRuleException(method, "has parameters and a result", EXPECTED, null);
        }
        try {
            method.setAccessible(true);
            return method.invoke(null);
        } catch (InvocationTargetException thrown) {
            throw new InvalidRuleException(method, "throws " + thrown.getCause(), "correct it", thrown);
        } catch (IllegalAccessException | InaccessibleObjectException | LinkageError inaccessible) {
            throw new InvalidRuleException(method, "cannot be called", EXPECTED, inaccessible);
        }
    }

    private static void requireStatic(Member member) throws InvalidRuleException {
        if (!Modifier.isStatic(member.getModifiers())) {
            throw new InvalidRuleException(member, "is not static", EXPECTED, null);
        }
    }
}
