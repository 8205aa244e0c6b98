package io.github.akspolicy.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Notations and tools that say what is deployed and that no reader reads, by the names of their files. What their tools make of
 * them can be evaluated.
 */
enum FileNotation {
    BICEP(".*\\.bicep", "Bicep is evaluated where it is a source", "add cluster: %s to sources") {
        @Override
        boolean isCovered(Path file, Set<Path> definitions) {
            return definitions.contains(compiled(file));
        }
    },
    BICEP_PARAMETERS(
            ".*\\.bicepparam",
            "parameters of Bicep are evaluated with the definition that they are for",
            "add %s to parameters of the cluster in sources") {
        @Override
        boolean isCovered(Path file, Set<Path> definitions) {
            return Files.exists(compiled(file));
        }
    },
    TERRAFORM(
            ".*\\.(tf|tofu|tfvars)", "Terraform is evaluated where it is a source", "add terraform: %2$s to sources") {
        @Override
        boolean isCovered(Path file, Set<Path> definitions) {
            // a plan says what all files of its folder deploy
            return definitions.stream()
                    .anyMatch(definition -> parent(definition).equals(parent(file)) && isPlan(definition));
        }
    },
    TERRAGRUNT(
            "terragrunt\\.hcl",
            "Terragrunt is evaluated as its plan, which is not found",
            "run terragrunt show -json PLAN > plan.json"),
    HELMFILE(
            "helmfile.*\\.ya?ml(\\.gotmpl)?",
            "a helmfile says which charts are deployed with which values, and is not read",
            "run helmfile -f %s template > rendered.yaml, and evaluate that"),
    FLEET(
            "fleet\\.ya?ml",
            "Fleet deploys the folder with changes that are not read",
            "run fleet target, and evaluate what it writes"),
    COMPOSE(
            "(docker-)?(compose|stack)([-_.].*)?\\.ya?ml",
            "a compose file is not read; its containers run with no policy",
            "if a cluster runs them, evaluate what kompose convert writes"),
    DEVELOPMENT(
            "(skaffold|devspace|garden|okteto|werf|score|porter|zarf|garden\\.config)\\.ya?ml|Tiltfile",
            "a tool deploys what this file names, and it is not read",
            "evaluate the manifests that the tool renders"),
    PULUMI(
            "Pulumi(\\..*)?\\.ya?ml",
            "Pulumi deploys what its program makes, which is not read",
            "evaluate the manifests that it renders (renderYamlToDirectory)"),
    JSONNET(
            ".*\\.(jsonnet|libsonnet)",
            "Jsonnet is evaluated by its output, which is in no source",
            "run jsonnet %s > rendered.json, and evaluate that"),
    TEMPLATE(
            "(?i).*\\.ya?ml\\.(tpl|tmpl|tmp|template|j2|jinja2?|gotmpl|gotpl|erb|mustache|hbs|ejs|in|dist|ytt|vm|ftl|liquid)"
                    + "|.*\\.(tpl|tmpl|j2|jinja2?|gotmpl|gotpl|erb)\\.ya?ml",
            "a template is evaluated by its output, which is in no source",
            "let its tool render %s, and evaluate that"),
    ENCRYPTED(
            "(?i).*\\.(ya?ml|json|tgz)\\.(gpg|asc|age|enc|encrypted|vault|sops)",
            "an encrypted file is not read",
            "where it may be decrypted, evaluate what is in it"),
    TERRAFORM_PLAN(
            ".*\\.tfplan",
            "a plan is evaluated as JSON, which is not found",
            "run terraform show -json %s > plan.json");

    /** What the JSON of a plan or a state has, and no other definition of a cluster. */
    private static final Pattern PLAN = Pattern.compile("\"(?:planned_values|terraform_version)\"\\s*:");

    private final Pattern name;
    private final String fault;
    private final String fix;

    FileNotation(String name, String fault, String fix) {
        this.name = Pattern.compile(name);
        this.fault = fault;
        this.fix = fix;
    }

    /** The notation that a name is of. */
    static Optional<FileNotation> of(Path file) {
        String name = String.valueOf(file.getFileName());
        for (FileNotation notation : values()) {
            if (notation.name.matcher(name).matches()) {
                return Optional.of(notation);
            }
        }
        return Optional.empty();
    }

    /** Whether what it says goes to a cluster, and not to the machine of a developer. */
    boolean isDeployed() {
        return this != COMPOSE && this != DEVELOPMENT && this != ENCRYPTED;
    }

    /** Why files in it are not evaluated. */
    String fault() {
        return fault;
    }

    /**
     * What the author runs.
     *
     * @param file the path of the file
     * @param folder that of its folder
     */
    String fix(String file, String folder) {
        return fix.formatted(file, folder);
    }

    /** Whether what the tool makes of the file is evaluated. */
    boolean isCovered(Path file, Set<Path> definitions) {
        return false;
    }

    private static boolean isPlan(Path definition) {
        try {
            return PLAN.matcher(Files.readString(definition)).find();
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static Path parent(Path file) {
        Path parent = file.getParent();
        return parent == null ? file : parent;
    }

    private static Path compiled(Path file) {
        String name = String.valueOf(file.getFileName());
        return file.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ".json");
    }
}
