package io.github.akspolicy.helm.absent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.resource.ResourceId;
import io.github.akspolicy.source.AbsentField;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which of the values that files changed took a field away. */
class RestoredValuesTest {
    private List<Candidate> values = List.of();
    private List<AbsentField> fields = List.of();
    private Predicate<Candidate> alone = value -> true;
    private int executions;

    @BeforeEach
    void open() throws Exception {
        values = Stream.of("a", "b", "c", "d")
                .map(name -> Candidate.of(List.of(name), Candidate.Kind.RESTORED, null))
                .toList();
        fields = List.of(new AbsentField(
                "pod.yaml",
                new ResourceId("v1", "Pod", null, "web"),
                0,
                Field.root(ManifestReader.yamlDocument("spec: {}"))
                        .get("spec")
                        .get("hostname")
                        .place()));
    }

    private Claim found(Predicate<Set<Object>> shows) {
        var trials = new RestoredValues(
                tried -> {
                    executions++;
                    Set<Object> names =
                            tried.stream().map(value -> value.key().get(0)).collect(Collectors.toSet());
                    return shows.test(names) ? Set.copyOf(fields) : Set.of();
                },
                fields);
        Map<AbsentField, Claim> claims = trials.find(values, alone);
        return Objects.requireNonNull(claims.get(fields.get(0)));
    }

    @Test
    void oneOfManyIsFound() {
        Claim claim = found(tried -> tried.contains("c"));

        assertThat(claim.candidate().key()).containsExactly("c");
        assertThat(claim.besides()).isEmpty();
    }

    @Test
    void thoseThatAreNeededTogetherAreFound() {
        Claim claim = found(tried -> tried.containsAll(Set.of("b", "c")));

        assertThat(Stream.concat(Stream.of(claim.candidate()), claim.besides().stream())
                        .map(value -> value.key().get(0)))
                .containsExactlyInAnyOrder("b", "c");
    }

    /** A switch that is on again leads to another value, which is gone, too. */
    @Test
    void oneThatSufficesIsFoundBesideOneThatHidesIt() {
        Claim claim = found(tried -> tried.contains("c") ? tried.contains("b") : tried.contains("d"));

        assertThat(claim.candidate().key()).containsExactly("d");
        assertThat(claim.besides()).isEmpty();
    }

    /** A chart that sets hundreds of values of the charts in it. */
    @Test
    void thoseAmongManyAreFoundWithFewExecutions() {
        values = IntStream.range(0, 400)
                .mapToObj(i -> Candidate.of(List.of("v" + i), Candidate.Kind.RESTORED, null))
                .toList();
        alone = value -> false;

        Claim claim = found(tried -> tried.containsAll(Set.of("v7", "v311")));

        assertThat(claim.proof().stream().map(value -> value.key().get(0))).containsExactlyInAnyOrder("v7", "v311");
        assertThat(executions).isLessThan(60);
    }

    @Test
    void oneThatMayMatterAloneIsFoundBesideOneThatHidesIt() {
        alone = value -> value.key().get(0).equals("b");

        Claim claim = found(tried -> tried.contains("b") && !tried.contains("d"));

        assertThat(claim.candidate().key()).containsExactly("b");
        assertThat(executions).isEqualTo(1);
    }
}
