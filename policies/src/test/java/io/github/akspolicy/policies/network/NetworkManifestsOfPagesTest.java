package io.github.akspolicy.policies.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.resource.LabelSelector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whoever pastes the network policies of a page keeps DNS and the API server: each goes through the semantics of its engine,
 * in a model that shares nothing with the policies. NetworkPolicy: kubernetes.io, concepts/services-networking/network-policies;
 * Cilium: docs.cilium.io, security/policy/intro and cilium/cilium pkg/policy/api/rule_validation.go, read 2026-11-30.
 */
class NetworkManifestsOfPagesTest {
    private static final Pattern BLOCK = Pattern.compile("(?s)```yaml\n(.*?)```");

    /** What every pod needs: CoreDNS, and the API server, which is behind an address outside of the cluster. */
    private static final List<Target> NEEDED = List.of(
            new Target("DNS", "kube-system", Map.of("k8s-app", "kube-dns"), "", 53, "UDP"),
            new Target("the API server", "", Map.of(), "20.50.60.70", 443, "TCP"));

    /** @param address of what is no pod */
    private record Target(
            String words, String namespace, Map<String, String> labels, String address, long port, String protocol) {}

    record Block(String page, String yaml) {
        @Override
        public String toString() {
            return page;
        }
    }

    static Stream<Block> blocks() throws IOException {
        List<Block> blocks = new ArrayList<>(in(Path.of("../README.md")).toList());
        for (Path folder :
                List.of(Path.of("../docs"), Path.of("src/main/resources/io/github/akspolicy/policies/docs"))) {
            try (Stream<Path> pages = Files.walk(folder)) {
                pages.filter(page -> page.toString().endsWith(".md"))
                        .sorted()
                        .flatMap(NetworkManifestsOfPagesTest::in)
                        .forEach(blocks::add);
            }
        }
        return blocks.stream();
    }

    private static Stream<Block> in(Path page) {
        try {
            return BLOCK.matcher(Files.readString(page))
                    .results()
                    .map(block -> new Block(page.getFileName().toString(), block.group(1)))
                    .filter(block -> !policies(block.yaml()).isEmpty());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void dnsAndApiServerStillWork(Block block) {
        assertThat(cutOff(block.yaml()))
                .as(block.page())
                // a comment says what stays shut on purpose: "# DNS, not the API server"
                .allMatch(lost -> NEEDED.stream()
                        .anyMatch(target ->
                                lost.endsWith(target.words()) && block.yaml().contains("not " + target.words())));
    }

    @Test
    void pagesHaveNetworkPolicies() throws IOException {
        assertThat(blocks()).hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void rulesThatOnlyDenyCutOffEverything() {
        String denies = "apiVersion: cilium.io/v2\nkind: CiliumClusterwideNetworkPolicy\nmetadata: {name: a}\n"
                + "spec:\n  endpointSelector: {}\n  egressDeny: [{toCIDR: [169.254.169.254/32]}]\n";
        assertThat(cutOff(denies)).hasSize(2);
        assertThat(cutOff(denies + "  enableDefaultDeny: {egress: false}\n")).isEmpty();
        assertThat(cutOff(denies + "  egress: [{toEntities: [cluster, world]}]\n"))
                .isEmpty();
        assertThat(cutOff(denies + "  egress: [{toEntities: [cluster]}]\n")).hasSize(1);
    }

    @Test
    void networkPoliciesWithoutRulesCutOffEverything() {
        String isolates =
                "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: a}\nspec:\n  podSelector: {}\n";
        assertThat(cutOff(isolates)).isEmpty();
        assertThat(cutOff(isolates + "  policyTypes: [Egress]\n")).hasSize(2);
        assertThat(cutOff(isolates + "  egress: [{to: [{podSelector: {}}]}]\n")).hasSize(2);
        assertThat(cutOff(
                        isolates + "  egress: [{to: [{namespaceSelector: {}}], ports: [{port: 53, protocol: UDP}]}]\n"))
                .hasSize(1);
    }

    /** What pods that the policies of a block select cannot reach. */
    private static List<String> cutOff(String yaml) {
        List<Field> policies = policies(yaml);
        var lost = new ArrayList<String>();
        for (Field policy : policies) {
            Field selector = policy.at("spec", selector(policy));
            Map<String, String> labels = LabelSelector.labels(selector.get("matchLabels"));
            List<Field> selecting = policies.stream()
                    .filter(other -> namespace(other).equals(namespace(policy)) || isCilium(other))
                    .filter(other ->
                            LabelSelector.of(other.at("spec", selector(other))).matches(labels))
                    .toList();
            for (Target target : NEEDED) {
                boolean isDenied = selecting.stream().anyMatch(each -> denies(each.get("spec"), target));
                boolean isIsolated = selecting.stream().anyMatch(NetworkManifestsOfPagesTest::isolates);
                if (isDenied || isIsolated && selecting.stream().noneMatch(each -> allows(each, target))) {
                    lost.add(policy.at("metadata", "name").stringOr("") + " keeps pods from " + target.words());
                }
            }
        }
        return lost;
    }

    private static boolean isolates(Field policy) {
        Field spec = policy.get("spec");
        if (isCilium(policy)) {
            Field written = spec.at("enableDefaultDeny", "egress");
            return written.isPresent()
                    ? written.isTrue()
                    : !spec.get("egress").items().isEmpty()
                            || !spec.get("egressDeny").items().isEmpty();
        }
        List<String> types = spec.get("policyTypes").strings();
        return types.isEmpty() ? !spec.get("egress").items().isEmpty() : types.contains("Egress");
    }

    private static boolean denies(Field spec, Target target) {
        return spec.get("egressDeny").items().stream().anyMatch(rule -> isToInCilium(rule, target));
    }

    private static boolean allows(Field policy, Target target) {
        return policy.at("spec", "egress").items().stream()
                .anyMatch(rule -> isCilium(policy)
                        ? !rule.fields().isEmpty() && isToInCilium(rule, target)
                        : isTo(rule, namespace(policy), target));
    }

    private static boolean isTo(Field rule, String namespace, Target target) {
        List<Field> peers = rule.get("to").items();
        return isPort(rule.get("ports").items(), target)
                && (peers.isEmpty() || peers.stream().anyMatch(peer -> isPeer(peer, namespace, target)));
    }

    private static boolean isPeer(Field peer, String namespace, Target target) {
        if (peer.get("ipBlock").isPresent()) {
            // an address is in a block that names all of them, and in no exception of a page
            return !target.address().isEmpty()
                    && peer.at("ipBlock", "cidr").stringOr("").equals("0.0.0.0/0");
        }
        boolean isInNamespace = peer.get("namespaceSelector").isPresent()
                ? LabelSelector.of(peer.get("namespaceSelector")).matches(namespaceLabels(target))
                : target.namespace().equals(namespace);
        return target.address().isEmpty()
                && isInNamespace
                && LabelSelector.of(peer.get("podSelector")).matches(target.labels());
    }

    private static Map<String, String> namespaceLabels(Target target) {
        return Map.of("kubernetes.io/metadata.name", target.namespace());
    }

    private static boolean isToInCilium(Field rule, Target target) {
        List<Field> ports = rule.get("toPorts").items().stream()
                .flatMap(each -> each.get("ports").items().stream())
                .toList();
        List<String> entities = rule.get("toEntities").strings();
        boolean namesPeers = rule.fields().stream()
                .anyMatch(field -> field.key().startsWith("to") && !field.key().equals("toPorts"));
        boolean isPeer = target.address().isEmpty()
                ? entities.contains("cluster")
                        || rule.get("toEndpoints").items().stream()
                                .anyMatch(peer -> LabelSelector.of(peer, key -> key.replaceFirst("^k8s:", ""))
                                        .matches(ciliumLabels(target)))
                : entities.contains("world")
                        || entities.contains("kube-apiserver")
                        || rule.get("toCIDR").strings().contains("0.0.0.0/0")
                        || rule.get("toCIDRSet").items().stream()
                                .anyMatch(set -> set.get("cidr").stringOr("").equals("0.0.0.0/0"));
        return isPort(ports, target) && (!namesPeers || entities.contains("all") || isPeer);
    }

    private static Map<String, String> ciliumLabels(Target target) {
        return Map.of(
                "io.kubernetes.pod.namespace",
                target.namespace(),
                "k8s-app",
                target.labels().getOrDefault("k8s-app", ""));
    }

    private static boolean isPort(List<Field> ports, Target target) {
        return ports.isEmpty()
                || ports.stream()
                        .anyMatch(port -> port.get("port").textOr("").equals(String.valueOf(target.port()))
                                && List.of(target.protocol(), "ANY")
                                        .contains(port.get("protocol").stringOr("TCP")));
    }

    private static boolean isCilium(Field policy) {
        return policy.get("kind").stringOr("").startsWith("Cilium");
    }

    private static String selector(Field policy) {
        return isCilium(policy) ? "endpointSelector" : "podSelector";
    }

    private static String namespace(Field policy) {
        return policy.at("metadata", "namespace").stringOr("");
    }

    private static List<Field> policies(String yaml) {
        var policies = new ArrayList<Field>();
        ManifestReader.yaml(yaml, ReadLimits.DEFAULT, new ManifestReader.Receiver() {
            @Override
            public void document(Node root) {
                Field field = Field.root(root);
                String kind = field.get("kind").stringOr("");
                if (kind.endsWith("NetworkPolicy")) {
                    policies.add(field);
                }
            }

            @Override
            public void problem(ManifestException problem) {
                // a fragment: what is no document is no policy
            }
        });
        return policies;
    }
}
