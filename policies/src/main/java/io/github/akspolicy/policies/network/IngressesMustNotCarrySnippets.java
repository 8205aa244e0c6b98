package io.github.akspolicy.policies.network;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policies.base.Patterns;
import io.github.akspolicy.policy.Glob;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ViewType;
import io.github.akspolicy.resource.network.Ingress;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The controller reads Secrets of all namespaces: who may write its configuration reads them, too (CVE-2021-25742). */
final class IngressesMustNotCarrySnippets extends BuiltInPolicy<Resource> {
    private static final ViewType<Resource> VIEW = new ViewType<>(
            "ingress or configuration of nginx", Ingress.VIEW.kinds().or(Kinds.of("", "ConfigMap")), List::of);
    /** What these may hold reached the configuration as it was (CVE-2025-24514, CVE-2025-1097, CVE-2025-1098). */
    private static final Set<String> COPIED = Set.of(
            "nginx.ingress.kubernetes.io/auth-url",
            "nginx.ingress.kubernetes.io/auth-tls-match-cn",
            "nginx.ingress.kubernetes.io/mirror-target",
            "nginx.ingress.kubernetes.io/mirror-host");

    private static final Pattern LEAVES_ITS_DIRECTIVE = Pattern.compile("[\\n\\r;#{}|<>\"`\\\\]");

    private static final Parameter<List<String>> ANNOTATIONS = Parameter.strings(
            "deniedAnnotations",
            List.of("nginx.ingress.kubernetes.io/*-snippet", "nginx.org/*-snippets"),
            "keys of annotations that are forbidden; * stands for any text");
    private static final Parameter<List<String>> VALUES = Parameter.strings(
                    "deniedValues",
                    List.of(
                            "lua_|_lua\\b|_by_lua",
                            "load_module",
                            "\\b(alias|root)\\b[^;]*;",
                            "/etc/(passwd|shadow|group|nginx|ingress-controller)",
                            "/var/run/(secrets|kubernetes)",
                            "kubernetes\\.io/serviceaccount"),
                    "regular expressions that no annotation of nginx and no path may contain")
            .checkedBy(Patterns::fault);

    IngressesMustNotCarrySnippets() {
        super(
                VIEW,
                policy("network/ingress-snippets", HIGH, "Ingresses must not carry configuration of nginx")
                        .fix("remove the annotation; use the annotations that set what is needed without a snippet")
                        .parameters(ANNOTATIONS, VALUES)
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(Resource resource, Judgement judgement) {
        if (resource.kind().equals("ConfigMap")) {
            judgeController(resource.root().get("data"), judgement);
            return;
        }
        List<String> denied = judgement.get(VALUES);
        for (Ingress ingress : Ingress.VIEW.in(resource)) {
            for (Field annotation : ingress.annotations().fields()) {
                if (annotation.key().contains("nginx")) {
                    judge(annotation, denied, judgement);
                }
            }
            ingress.rules().stream()
                    .flatMap(rule -> rule.at("http", "paths").items().stream())
                    .map(item -> item.get("path"))
                    .filter(path -> Patterns.anyFinds(denied, path.textOr("")))
                    .forEach(path -> judgement.fail(path, "path holds what nginx would take for configuration"));
        }
    }

    private static void judge(Field annotation, List<String> denied, Judgement judgement) {
        if (Glob.anyMatches(judgement.get(ANNOTATIONS), annotation.key())) {
            judgement.fail(annotation, "annotation " + annotation.key() + " is configuration of nginx");
        } else if (Patterns.anyFinds(denied, annotation.textOr(""))
                || (COPIED.contains(annotation.key())
                        && LEAVES_ITS_DIRECTIVE.matcher(annotation.textOr("")).find())) {
            judgement.fail(
                    annotation, "annotation " + annotation.key() + " holds what nginx would take for configuration");
        }
    }

    private static void judgeController(Field data, Judgement judgement) {
        Field snippets = data.get("allow-snippet-annotations");
        Field level = data.get("annotations-risk-level");
        if ("true".equals(snippets.textOr(""))) {
            judgement.fail(snippets, "allow-snippet-annotations is true");
        }
        if ("Critical".equals(level.textOr(""))) {
            judgement.fail(level, "annotations-risk-level is Critical, which lets snippets through");
        }
    }
}
