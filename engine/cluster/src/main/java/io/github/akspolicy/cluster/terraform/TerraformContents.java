package io.github.akspolicy.cluster.terraform;

import io.github.akspolicy.cluster.arm.ArmTemplate;
import io.github.akspolicy.cluster.arm.HiddenContent;
import io.github.akspolicy.manifest.CommandText;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.manifest.Unresolved;
import io.github.akspolicy.resource.PodTemplates;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ResourceReader;
import io.github.akspolicy.resource.cluster.AzureType;
import io.github.akspolicy.resource.cluster.ClusterContent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a plan or configuration of Terraform creates: resources of Azure, the manifests and templates that resources of other
 * providers hold, and what such resources hide.
 */
public final class TerraformContents {
    /** A template of ARM: azurerm's of each scope, and the old one. */
    private static final Pattern TEMPLATE = Pattern.compile("azurerm_([a-z_]+_)?template_deployment");

    private static final Pattern MANIFEST = Pattern.compile("kubernetes_manifest|kubectl_manifest");

    /** What deploys to a cluster in words of its own, or by what is not in the file. */
    private static final Pattern HIDDEN = Pattern.compile(
            "kubernetes_.+|helm_release|kustomization_resource"
                    + "|azurerm_kubernetes_(flux_configuration|cluster_trusted_access_role_binding|fleet_.+)"
                    + "|azurerm_arc_kubernetes_.+|azurerm_resource_deployment_script_.+|azurerm_kubernetes_cluster_.*command.*"
                    + "|azapi_resource_action|kubectl_.+|helmfile_.+|flux_bootstrap_git|argocd_application(_set)?|azurerm_.*_run_command");

    private static final String FLEETS = "Microsoft.ContainerService/fleets";
    private static final String NOT_HERE = "its deployments are not in this file";

    private final List<Resource> resources = new ArrayList<>();
    private final Map<Position, String> problems = new TreeMap<>();
    private final Map<Position, HiddenContent> notEvaluated = new TreeMap<>();
    private final Set<String> secrets = new HashSet<>();

    private final Updates updates = new Updates();
    private final OptionalInt provider;

    /** @param provider the major version of azurerm, where the file says it */
    TerraformContents(OptionalInt provider) {
        this.provider = provider;
    }

    /**
     * Nothing yet.
     *
     * @param providers version constraints by source of a provider
     */
    public static TerraformContents of(Map<String, String> providers) {
        return new TerraformContents(ProviderVersion.major(providers.getOrDefault("hashicorp/azurerm", "")));
    }

    /** Whether resources of a type are looked at. */
    public static boolean isRead(String type) {
        return TerraformFile.isKnown(type)
                || MANIFEST.matcher(type).matches()
                || TEMPLATE.matcher(type).matches()
                || HIDDEN.matcher(type).matches();
    }

    /** Whether resources of a type are what policies on clusters, registries and vaults are about. */
    public static boolean isDefinition(String type) {
        AzureType known = AzureType.ofTerraform(type);
        return known == AzureType.MANAGED_CLUSTER || known == AzureType.REGISTRY || known == AzureType.KEY_VAULT;
    }

    /** Takes a resource with its attributes; unknown ones are unresolved, and nested blocks are lists of objects. */
    public void add(String address, String type, Node.Mapping values) {
        Node.Mapping object = KubernetesObject.of(type, values);
        if (object != null) {
            document(object);
        } else if (type.equals(Updates.TYPE)) {
            updates.add(TerraformFile.resource(address, type, values, provider));
        } else if (TerraformFile.isKnown(type)) {
            resources.add(TerraformFile.resource(address, type, values, provider));
            content(type, values)
                    .ifPresent(fault -> notEvaluated.put(
                            values.position(), new HiddenContent(address, fault, HiddenContent.AUDIT)));
        } else if (MANIFEST.matcher(type).matches()) {
            manifest(address, Field.root(values));
        } else if (TEMPLATE.matcher(type).matches()) {
            template(address, Field.root(values));
        } else if (!type.equals("azapi_resource_action") || isRunCommand(Field.root(values))) {
            notEvaluated.put(values.position(), hidden(address, type));
        }
    }

    /** A change that a later plan decides about, since something that it depends on is not known yet. */
    void deferred(String address, String reason, Position at) {
        notEvaluated.put(
                at,
                new HiddenContent(
                        address,
                        "the plan defers its change (" + reason + ")",
                        "apply the plan, and evaluate the plan after it"));
    }

    /** Planning ended with an error: what it had not come to is not in the plan. */
    void failed(Position at) {
        notEvaluated.put(
                at,
                new HiddenContent(
                        "the plan", "planning failed, and the plan is not complete", "fix the error, and plan again"));
    }

    /** Why what a resource that policies know brings into a cluster is not evaluated. */
    private static Optional<String> content(String type, Node.Mapping values) {
        AzureType known = AzureType.ofTerraform(type);
        String arm =
                known != null ? known.arm() : Field.root(values).get("type").stringOr("");
        return ClusterContent.fault(arm);
    }

    /** An action on a resource, such as {@code runCommand} of a cluster. */
    private static boolean isRunCommand(Field values) {
        return values.get("action").stringOr("").equalsIgnoreCase("runCommand");
    }

    private static HiddenContent hidden(String address, String type) {
        return type.equals("helm_release")
                ? new HiddenContent(address, "its chart is in no source", "name the chart with its values as a source")
                : type.startsWith("kubernetes_")
                        ? new HiddenContent(
                                address,
                                "objects of this type are not read",
                                "name the manifest as a source, or evaluate what runs: " + CommandText.command("audit"))
                        : new HiddenContent(
                                address,
                                type.startsWith("azurerm_kubernetes_fleet_")
                                        ? ClusterContent.fault(FLEETS).orElse(NOT_HERE)
                                        : NOT_HERE,
                                HiddenContent.AUDIT);
    }

    private void manifest(String address, Field values) {
        Field object = values.get("manifest").isPresent() ? values.get("manifest") : values.get("yaml_body");
        if (object.node() instanceof Node.Mapping manifest) {
            document(manifest);
            return;
        }
        String text = text(address, object);
        if (text != null) {
            ManifestReader.yaml(text, ReadLimits.DEFAULT, new ManifestReader.Receiver() {
                @Override
                public void document(Node root) {
                    TerraformContents.this.document(Node.moved(root, object.position()));
                }

                @Override
                public void problem(ManifestException problem) {
                    problems.put(object.position(), address + ": " + problem.getMessage());
                }
            });
        }
    }

    private void document(Node root) {
        ResourceReader.read(
                FilledInLater.in(root),
                null,
                PodTemplates.KNOWN,
                resources::add,
                problem -> problems.put(root.position(), problem.getMessage()));
    }

    private void template(String address, Field values) {
        Field content = values.get("template_content").isPresent()
                ? values.get("template_content")
                : values.get("template_body");
        String text = text(address, content);
        if (text == null) {
            return;
        }
        Position at = content.position();
        Map<String, Node> parameters = new HashMap<>();
        try {
            String given = values.get("parameters_content").string();
            if (given != null) {
                Field root =
                        Field.root(Node.ignoringCase(ManifestReader.json(given, ReadLimits.DEFAULT), key -> false));
                // of the whole file of parameters, or of what is in it alone
                for (Field parameter : (root.get("parameters").isPresent() ? root.get("parameters") : root).fields()) {
                    Node value = parameter.get("value").node();
                    if (value != null) {
                        parameters.put(parameter.key(), Node.moved(value, at));
                    }
                }
            }
            Node template = Node.moved(ManifestReader.commentedJson(text, ReadLimits.DEFAULT), at);
            secrets.addAll(ArmTemplate.evaluate(
                            template,
                            parameters,
                            resources::add,
                            problem -> problems.put(at, address + ": " + problem.getValue()),
                            hidden -> notEvaluated.put(at, hidden.getValue()))
                    .secrets());
        } catch (ManifestException broken) {
            problems.put(at, address + ": the template is not JSON: " + broken.getMessage());
        }
    }

    /** The text of an attribute; null where there is none, which is a line of what is not evaluated. */
    private @Nullable String text(String address, Field attribute) {
        String text = attribute.string();
        Unresolved unresolved = attribute.unresolved();
        if (text == null) {
            notEvaluated.put(
                    attribute.position(),
                    new HiddenContent(
                            address,
                            unresolved == null ? NOT_HERE : "its deployments are known only after apply",
                            HiddenContent.AUDIT));
        }
        return text;
    }

    /** Resources of types that policies know, and of Kubernetes, in the order of the file. */
    public List<Resource> resources() {
        return updates.applied(List.copyOf(resources));
    }

    /** What could not be read, by its place; it may quote secrets. */
    public Map<Position, String> problems() {
        return problems;
    }

    /** What deploys something that is not in the file, by its place. */
    public Map<Position, HiddenContent> notEvaluated() {
        for (Resource update : updates.ofOthers(resources)) {
            notEvaluated.put(
                    update.root().position(),
                    new HiddenContent(
                            update.root().get("address").stringOr(""),
                            "it changes a resource that is not in this file",
                            HiddenContent.AUDIT));
        }
        return notEvaluated;
    }

    /** Values of templates that must not be shown. */
    public Set<String> secrets() {
        return secrets;
    }
}
