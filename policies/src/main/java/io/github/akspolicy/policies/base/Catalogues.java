package io.github.akspolicy.policies.base;

import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Standard;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The standards whose rules the built-in policies answer: a file each in the folder {@code catalogues}. */
public final class Catalogues {
    /** In the order of documentation. */
    private static final List<String> NAMES = List.of(
            "pss-baseline",
            "pss-restricted",
            "azure-policy",
            "cis-aks",
            "cis-kubernetes",
            "mcsb",
            "defender",
            "psrule",
            "aks-simplified",
            "aks-docs",
            "acr-docs",
            "key-vault-docs",
            "kubernetes-docs",
            "checkov",
            "trivy",
            "kube-linter",
            "kyverno",
            "gatekeeper");

    /** Those that define profiles: each run needs these, and reports alone need the others. */
    private static final List<Standard> PROFILES = Stream.of(
                    "pss-baseline", "pss-restricted", "azure-policy", "cis-aks", "aks-simplified")
            .map(Catalogues::read)
            .toList();

    private Catalogues() {}

    /** All of them, in the order of documentation. Read again each time. */
    public static List<Standard> all() {
        return NAMES.stream().map(Catalogues::read).toList();
    }

    /** What is known about a policy, with its membership in the profiles that standards define. */
    static PolicyInfo withProfiles(PolicyInfo info) {
        PolicyInfo member = info;
        for (Standard standard : PROFILES) {
            member = member.in(standard);
        }
        return member;
    }

    private static Standard read(String name) {
        String file = "/io/github/akspolicy/policies/catalogues/" + name + ".yaml";
        try (InputStream yaml = Objects.requireNonNull(Catalogues.class.getResourceAsStream(file), file)) {
            return Standard.read(new String(yaml.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("the catalogue " + file + " cannot be read", e);
        }
    }
}
