package io.github.akspolicy.helm.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.akspolicy.template.parse.Node;
import io.github.akspolicy.template.parse.TemplateText;
import io.github.akspolicy.template.value.Site;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which calls lead to a decision is followed once, however often a template calls itself. */
class DecisionTest {
    private static final TemplateText A = new TemplateText("shop/templates/a.yaml", "");
    private static final TemplateText B = new TemplateText("shop/templates/b.yaml", "");
    private static final TemplateText HELPERS = new TemplateText("shop/templates/_helpers.tpl", "");

    private final Decision decision = new Decision(new Node.Dot(HELPERS, 1), null);

    private static Site call(TemplateText from, String name, @Nullable Site caller) {
        return new Site(new Node.Call(from, 0, name, null), caller);
    }

    private void decided(@Nullable Site called) {
        decision.add(Set.of(), true, called);
    }

    @Test
    void theTemplatesOfAllCallsAreKept() {
        Site first = call(A, "r", null);
        Site inner = call(HELPERS, "r", first);
        decided(first);
        decided(inner);
        decided(call(HELPERS, "r", inner));
        decided(call(B, "r", null));
        assertThat(decision.templates()).containsExactly(A.name(), B.name());
        assertThat(decision.isInTheOpen()).isTrue();
        decided(null);
        assertThat(decision.templates()).containsExactly(HELPERS.name(), A.name(), B.name());
    }

    @Test
    void anUnclearCallIsSeenBehindCallsThatWereFollowed() {
        Site first = call(A, "r", null);
        decided(first);
        Site unclear = call(HELPERS, "x/r", first);
        decided(call(HELPERS, "r", unclear));
        assertThat(decision.isInTheOpen()).isFalse();
    }

    @Test
    void anUnclearCallIsSeenInASecondBranchOfCalls() {
        Site first = call(A, "r", null);
        decided(call(HELPERS, "r", call(HELPERS, "r", first)));
        assertThat(decision.isInTheOpen()).isTrue();
        decided(call(HELPERS, "x/r", first));
        assertThat(decision.isInTheOpen()).isFalse();
    }

    @Test
    void longChainsOfCallsTakeNoLongerThanTheirLength() {
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            Site called = null;
            for (int i = 0; i < 300_000; i++) {
                called = call(HELPERS, "r", called);
                decided(called);
            }
        });
        assertThat(decision.templates()).containsExactly(HELPERS.name());
    }
}
