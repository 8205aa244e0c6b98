package io.github.akspolicy.resource.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rules as sets of what they grant: compared request by request with what the authorizer says. */
class RuleSetTest {
    private static final List<String> VERBS = List.of("get", "list", "delete");
    private static final List<String> GROUPS = List.of("", "apps");
    private static final List<String> RESOURCES =
            List.of("pods", "secrets", "pods/log", "secrets/log", "deployments/scale");
    private static final List<String> NAMES = List.of("a", "b");
    private static final List<String> PATHS = List.of("/", "/healthz", "/healthz/etcd", "/metrics", "/met");
    private static final List<AccessRequest> REQUESTS = requests();

    private static List<AccessRequest> requests() {
        var all = new ArrayList<AccessRequest>();
        for (String verb : VERBS) {
            for (String group : GROUPS) {
                for (String resource : RESOURCES) {
                    for (String name : List.of("", "a", "b", "c")) {
                        all.add(AccessRequest.of(verb, group, resource, name, "store"));
                    }
                }
            }
            PATHS.forEach(path -> all.add(AccessRequest.ofPath(verb, path)));
        }
        return all;
    }

    private static List<AccessRequest> allowed(RuleSet set) {
        return REQUESTS.stream()
                .filter(request -> set.rules().stream().anyMatch(rule -> rule.allows(request)))
                .toList();
    }

    private static List<String> some(Random random, List<String> words, String... more) {
        var all = new ArrayList<>(words);
        all.addAll(List.of(more));
        Collections.shuffle(all, random);
        return List.copyOf(all.subList(0, 1 + random.nextInt(2)));
    }

    private static RuleSet random(Random random) {
        return new RuleSet(IntStream.range(0, 1 + random.nextInt(5))
                .mapToObj(index -> random.nextInt(4) == 0
                        ? PolicyRule.ofUrls(
                                some(random, PATHS, "*", "/*", "/healthz*", "/healthz/*", "/met**"),
                                some(random, VERBS, "*"))
                        : new PolicyRule(
                                some(random, GROUPS, "*"),
                                some(random, RESOURCES, "*", "*/log", "*/scale"),
                                random.nextInt(3) == 0 ? some(random, NAMES) : List.of(),
                                List.of(),
                                some(random, VERBS, "*")))
                .toList());
    }

    @Test
    void aCompactSetGrantsTheSameInAnOrderThatDependsOnNothingElse() {
        var random = new Random(7);
        for (int i = 0; i < 3_000; i++) {
            RuleSet set = random(random);
            RuleSet compact = set.compact();
            assertThat(allowed(compact)).as("%s", set).isEqualTo(allowed(set));
            assertThat(compact.covers(set)).as("%s", set).isTrue();
            assertThat(set.covers(compact)).as("%s", set).isTrue();
            var shuffled = new ArrayList<>(set.rules());
            Collections.shuffle(shuffled, random);
            assertThat(new RuleSet(shuffled).compact()).isEqualTo(compact);
            assertThat(compact.compact()).isEqualTo(compact);
        }
    }

    @Test
    void nothingOfACompactSetIsGrantedByTheRestOfIt() {
        var random = new Random(8);
        for (int i = 0; i < 1_000; i++) {
            List<PolicyRule> parts = random(random).compact().rules().stream()
                    .flatMap(rule -> rule.breakdown().stream())
                    .toList();
            for (PolicyRule part : parts) {
                List<PolicyRule> rest =
                        parts.stream().filter(other -> other != part).toList();
                assertThat(PolicyRule.uncovered(rest, List.of(part))).isNotEmpty();
            }
        }
    }

    @Test
    void theIntersectionGrantsWhatBothDoAndNothingElse() {
        var random = new Random(9);
        for (int i = 0; i < 3_000; i++) {
            RuleSet one = random(random);
            RuleSet two = random(random);
            RuleSet both = one.intersect(two);
            List<AccessRequest> expected = new ArrayList<>(allowed(one));
            expected.retainAll(allowed(two));
            assertThat(allowed(both)).as("%s and %s", one, two).isEqualTo(expected);
            assertThat(one.covers(both)).isTrue();
            assertThat(two.covers(both)).isTrue();
            assertThat(two.intersect(one)).isEqualTo(both);
        }
    }

    @Test
    void rulesThatDifferInOneListBecomeOne() {
        assertThat(new RuleSet(List.of(
                                PolicyRule.of(List.of(""), List.of("pods"), List.of("list")),
                                PolicyRule.of(List.of(""), List.of("services", "pods"), List.of("get")),
                                PolicyRule.of(List.of(""), List.of("services"), List.of("list")),
                                PolicyRule.of(List.of(""), List.of("pods"), List.of("get"))))
                        .compact()
                        .rules())
                .extracting(PolicyRule::toString)
                .containsExactly("get, list pods, services");
    }

    @Test
    void aRuleOfAbsurdSizeStaysWholeAndIsCoveredByOneOnly() {
        List<String> many = IntStream.range(0, 2_000).mapToObj(i -> "w" + i).toList();
        var absurd = PolicyRule.of(many, many, many);
        var all = PolicyRule.of(List.of("*"), List.of("*"), List.of("*"));
        var half = PolicyRule.of(many.subList(1, 2_000), many, many);

        assertThat(new RuleSet(List.of(absurd)).compact().rules()).hasSize(1);
        assertThat(PolicyRule.uncovered(List.of(all), List.of(absurd))).isEmpty();
        assertThat(PolicyRule.uncovered(List.of(absurd), List.of(absurd))).isEmpty();
        assertThat(PolicyRule.uncovered(List.of(half), List.of(absurd))).containsExactly(absurd);
        assertThat(new RuleSet(List.of(absurd))
                        .intersect(new RuleSet(List.of(half)))
                        .rules())
                .hasSize(1);
    }
}
