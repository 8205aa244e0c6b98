package io.github.akspolicy.junit;

import java.util.HashSet;
import java.util.Set;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.UniqueId;

/** Where discovery says what it does otherwise than the request may mean. The same is said once. */
interface DiscoveryWarnings {
    /** @param source what it is about, or null for the whole run */
    void report(String message, @Nullable TestSource source);

    /** Issues of the platform from JUnit 5.13 on, which build tools show; before, warnings of its logger. */
    static DiscoveryWarnings of(EngineDiscoveryRequest request, UniqueId engine) {
        boolean hasIssues = ReflectionSupport.tryToLoadClass(
                        "org.junit.platform.engine.support.discovery.DiscoveryIssueReporter",
                        DiscoveryWarnings.class.getClassLoader())
                .toOptional()
                .isPresent();
        return hasIssues ? PlatformIssues.of(request, engine) : logged();
    }

    private static DiscoveryWarnings logged() {
        Logger logger = Logger.getLogger(AksPolicyTestEngine.class.getName());
        Set<String> said = new HashSet<>();
        return (message, source) -> {
            String text = source == null ? message : message + " (" + source + ")";
            if (said.add(text)) {
                logger.warning(text);
            }
        };
    }
}
