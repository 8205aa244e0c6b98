package io.github.akspolicy.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.policy.EnvironmentPolicy;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.Resource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What a joint policy can say of a fact without the environment is said when the fact is read, and only once. */
class SettledFactsTest {
    private static final String TEAM = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: %s}
            data: {owner: %s}
            """;

    record Team(String name, String owner, Place place) {}

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    private final Index<String, Team> teams = new Index<>("teams", Kinds.of("", "ConfigMap"), this::teams, Team::name);

    private List<Team> teams(Resource resource) {
        asked.add(resource.kind());
        var data = resource.root().at("data", "owner");
        return List.of(new Team(resource.name(), data.stringOr(""), data.place()));
    }

    private Policy policy(Set<Index<?, ?>> reads, Function<Indexes, Boolean> lookUp) {
        return new EnvironmentPolicy<Team>() {
            @Override
            public PolicyInfo info() {
                return PolicyInfo.of("test/owner", Severity.HIGH, "A team needs an owner", "name one");
            }

            @Override
            public Index<?, Team> subject() {
                return teams;
            }

            @Override
            public Set<Index<?, ?>> reads() {
                return reads;
            }

            @Override
            public void evaluate(Team team, Indexes indexes, Judgement judgement) {
                if (team.owner().equals("nobody")) {
                    judgement.fail(team.place(), "has no owner");
                } else if (team.owner().equals("somebody") && lookUp.apply(indexes)) {
                    judgement.fail(team.place(), "somebody is not an owner where there are others");
                }
            }
        };
    }

    private static Evaluation evaluate(Policy policy, String... manifests) {
        var release = new TextRelease("prod", "k8s");
        for (int i = 0; i < manifests.length; i++) {
            release.file("k8s/" + i + ".yaml", manifests[i]);
        }
        return new Evaluator(List.of(ActivePolicy.of(policy)), Thresholds.DEFAULT)
                .evaluate(List.of(release), Progress.NONE);
    }

    @Test
    void everyFactIsJudgedOnceWhetherItNeedsTheEnvironmentOrNot() {
        var evaluation = evaluate(
                policy(Set.of(teams), indexes -> indexes.all(teams).size() == 3),
                TEAM.formatted("a", "nobody"),
                TEAM.formatted("b", "somebody"),
                TEAM.formatted("c", "carol"));

        assertThat(evaluation.findings())
                .extracting(finding -> finding.location() + " " + finding.message())
                .containsExactly(
                        "k8s/0.yaml:4:8 has no owner",
                        "k8s/1.yaml:4:8 somebody is not an owner where there are others");
        var account = evaluation.ledger().releases().get(0).policies().get("test/owner");
        assertThat(account).isNotNull();
        assertThat(account.judgedCount()).isEqualTo(3);
        assertThat(account.count(Verdict.FAIL)).isEqualTo(2);
        assertThat(account.count(Verdict.PASS)).isEqualTo(1);
    }

    @Test
    void aPolicyThatBreaksOnWhatItFindsInNoIndexIsAskedAgain() {
        var evaluation = evaluate(
                policy(
                        Set.of(teams),
                        indexes -> indexes.get(teams, "a").get(0).name().equals("a")),
                TEAM.formatted("a", "somebody"));

        assertThat(evaluation.problems()).isEmpty();
        assertThat(evaluation.findings()).hasSize(1);
    }

    @Test
    void aPolicyThatBreaksByItselfIsAProblem() {
        var evaluation = evaluate(
                policy(Set.of(), indexes -> {
                    throw new IllegalArgumentException();
                }),
                TEAM.formatted("a", "somebody"));

        assertThat(evaluation.problems()).hasSize(1);
        assertThat(evaluation
                        .ledger()
                        .releases()
                        .get(0)
                        .policies()
                        .get("test/owner")
                        .count(Verdict.ERROR))
                .isEqualTo(1);
    }

    @Test
    void lookingUpItsOwnSubjectMustBeDeclared() {
        var evaluation =
                evaluate(policy(Set.of(), indexes -> indexes.all(teams).isEmpty()), TEAM.formatted("a", "somebody"));

        assertThat(evaluation.outcome()).isEqualTo(Outcome.ERROR);
    }

    @Test
    void resourcesOfOtherKindsAreNotRead() {
        evaluate(
                policy(Set.of(), indexes -> false),
                TEAM.formatted("a", "carol"),
                "{apiVersion: v1, kind: Service, metadata: {name: a}}",
                "{apiVersion: example.org/v1, kind: ConfigMap, metadata: {name: a}}");

        assertThat(asked).containsExactly("ConfigMap");
    }
}
