package io.github.akspolicy.conformance.charts;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.manifest.ManifestException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A mapping where a list is meant puts its entries beside the field that they were written for. */
class BrokenOutMappingTest {
    private static final Map<String, Object> BLOCK = Map.of("hostUsers", true, "text", "a");
    private static final WantedField HOST_USERS = new WantedField("Pod", "web", FieldPath.parse("spec.hostUsers"));

    /** {@code spec} without the value, with the mapping and with the list. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // the list that the template begins goes on, as in {@code volumes:} of telegraf
                "volumes: [{name: a}] | volumes: [{name: a}]~hostUsers: true~text: a | volumes: [{name: a}, {name: ITEM}]",
                // the template writes the name of the list alone, as in {@code tolerations:} of linkerd-multicluster
                "dnsPolicy: A | dnsPolicy: A~tolerations:~hostUsers: true~text: a | dnsPolicy: A~tolerations: [{name: ITEM}]",
                "dnsPolicy: A | args:~hostUsers: true~text: a | args: [ITEM]",
            })
    void whatBreaksOutOfTheFieldOfAListIsTakenAway(String plain, String mapping, String list) throws Exception {
        assertThat(has(plain, mapping, list)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // the entries stand where the list would
                "dnsPolicy: A | hostUsers: true~text: a | dnsPolicy: A",
                "dnsPolicy: A | more: {hostUsers: true, text: a}~hostUsers: true | more: [{name: ITEM}]",
                // the template reads the entry by its name
                "volumes: [] | volumes: []~hostUsers: true | volumes: [{name: ITEM}]",
                // a field without value was there before
                "dnsPolicy: | dnsPolicy:~hostUsers: true~text: a | dnsPolicy: [{name: ITEM}]",
                // the field of the list has another value of the mapping
                "volumes: [] | volumes: [{name: b}]~hostUsers: true~text: a | volumes: [{name: ITEM}]",
                // the list goes elsewhere
                "dnsPolicy: A | hostUsers: true~text: a | other: {args: [ITEM]}",
                // the mapping follows a list of the template that is not its field
                "containers: [{name: a}] | containers: [{name: a}]~hostUsers: true~text: a | containers: [{name: a}, {name: ITEM}]",
                // the field has another value than the mapping gives it
                "volumes: [] | volumes: []~hostUsers: false~text: a | volumes: [{name: ITEM}]",
            })
    void whatAMappingIsMeantForStays(String plain, String mapping, String list) throws Exception {
        assertThat(has(plain, mapping, list)).isTrue();
    }

    /** What is beside a field that stands for it may have broken out as well. */
    @Test
    void fieldsOfContainersAreLookedAtToo() throws Exception {
        var block = Map.<String, Object>of("securityContext", Map.of("runAsNonRoot", true));
        var wanted = new WantedField("Pod", "web", FieldPath.parse("spec.securityContext.runAsNonRoot"));
        Rendered plain = rendered("containers: [{name: a}]");
        Rendered mapping = rendered("containers: [{name: a, env: null, securityContext: {runAsNonRoot: true}}]");
        Rendered list = rendered("containers: [{name: a, env: [{name: ITEM}]}]");

        assertThat(mapping.hasOrBeside(wanted)).isTrue();
        assertThat(new BrokenOutMapping("more", block, plain, list)
                        .takenFrom(mapping)
                        .hasOrBeside(wanted))
                .isFalse();
        assertThat(new BrokenOutMapping("more", block, plain, rendered("containers: [{name: a}]"))
                        .takenFrom(mapping)
                        .hasOrBeside(wanted))
                .isTrue();
    }

    private static boolean has(String plain, String mapping, String list) throws ManifestException {
        assertThat(rendered(mapping).has(HOST_USERS)).isTrue();
        return new BrokenOutMapping("extraVolumes", BLOCK, rendered(plain), rendered(list))
                .takenFrom(rendered(mapping))
                .has(HOST_USERS);
    }

    private static Rendered rendered(String spec) throws ManifestException {
        return Rendered.of("---\n# Source: a/templates/pod.yaml\nkind: Pod\nmetadata: {name: web}\nspec:\n  "
                + spec.replace("~", "\n  ").replace("ITEM", marker()) + "\n");
    }

    private static String marker() {
        return ((Map<?, ?>) ((List<?>) BrokenOutMapping.LIST).get(0))
                .get("name")
                .toString();
    }
}
