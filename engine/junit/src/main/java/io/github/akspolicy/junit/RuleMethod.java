package io.github.akspolicy.junit;

import io.github.akspolicy.environment.Environment;
import io.github.akspolicy.environment.RenderedRelease;
import io.github.akspolicy.environment.ResourceSet;
import io.github.akspolicy.testing.internal.PolicyTestFailures;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.engine.TestTag;

/**
 * A {@link PolicyRule} method that takes what is deployed.
 *
 * @param environments the only ones to ask; empty means all
 */
record RuleMethod(Method method, List<String> environments, Set<TestTag> tags) {
    private static final Set<Class<?>> INJECTED = Set.of(Environment.class, RenderedRelease.class, ResourceSet.class);

    static RuleMethod of(Method method) throws InvalidRuleException {
        if (method.getParameterCount() == 0) {
            throw new InvalidRuleException(
                    method,
                    "neither takes nor returns anything",
                    "let it take an Environment, RenderedRelease or ResourceSet, or return a Policy",
                    null);
        }
        for (Class<?> type : method.getParameterTypes()) {
            if (!INJECTED.contains(type)) {
                throw new InvalidRuleException(
                        method,
                        "takes a " + type.getName(),
                        "only Environment, RenderedRelease and ResourceSet can be given to it",
                        null);
            }
        }
        PolicyRule rule = method.getAnnotation(PolicyRule.class);
        var tags = new LinkedHashSet<TestTag>();
        for (String tag : rule.tags()) {
            if (!TestTag.isValid(tag)) {
                throw new InvalidRuleException(
                        method, "has the tag \"" + tag + "\"", "a tag has no spaces and none of , ( ) & | !", null);
            }
            tags.add(TestTag.create(tag));
        }
        return new RuleMethod(method, List.of(rule.environments()), tags);
    }

    /** Name and parameters, which tell it apart from others of its class. */
    String id() {
        return Stream.of(method.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(",", method.getName() + "(", ")"));
    }

    boolean asks(String environment) {
        return environments.isEmpty() || environments.contains(environment);
    }

    boolean takesRelease() {
        return List.of(method.getParameterTypes()).contains(RenderedRelease.class);
    }

    boolean takesEnvironment() {
        return List.of(method.getParameterTypes()).contains(Environment.class) || !takesRelease();
    }

    /**
     * Calls it on an instance of its own.
     *
     * @param release null when it {@linkplain #takesRelease() takes none}
     * @throws Throwable what the method throws
     */
    void call(Class<?> testClass, Environment environment, @Nullable RenderedRelease release) throws Throwable {
        Object[] arguments = Stream.of(method.getParameterTypes())
                .map(type -> argument(type, environment, release))
                .toArray();
        Object instance = Modifier.isStatic(method.getModifiers()) ? null : ReflectionSupport.newInstance(testClass);
        method.setAccessible(true);
        try {
            method.invoke(instance, arguments);
        } catch (InvocationTargetException thrown) {
            Throwable cause = thrown.getCause();
            throw PolicyTestFailures.within(cause == null ? thrown : cause, RuleMethod.class);
        }
    }

    private static Object argument(Class<?> type, Environment environment, @Nullable RenderedRelease release) {
        if (type == Environment.class) {
            return environment;
        }
        if (release == null) {
            return environment.resources();
        }
        return type == RenderedRelease.class ? release : release.resources();
    }
}
