package io.github.akspolicy.environment;

import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.policy.IdentityIndexes;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.resource.identity.IdentityLink;
import io.github.akspolicy.resource.identity.PodIdentity;
import io.github.akspolicy.resource.identity.WorkloadIdentityChain;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the pods of an environment reach Azure, with the line behind each link. */
public final class WorkloadIdentities {
    private static final List<Index<?, ?>> INDEXES = List.of(
            IdentityIndexes.POD_IDENTITIES,
            IdentityIndexes.SERVICE_ACCOUNTS,
            IdentityIndexes.FEDERATED_CREDENTIALS,
            IdentityIndexes.CLUSTERS,
            IdentityIndexes.PROVIDER_CLASSES);

    private final Environment environment;
    private final Map<Object, DeployedResource> resources = new IdentityHashMap<>();

    public WorkloadIdentities(Environment environment) {
        this.environment = environment;
        INDEXES.forEach(this::collect);
    }

    private <F> void collect(Index<?, F> index) {
        environment.facts(index).forEach(fact -> resources.put(fact.value(), fact.resource()));
    }

    /** The chains of the pods of a resource, mostly one. */
    public List<WorkloadIdentityChain> chains(DeployedResource workload) {
        return environment.facts(IdentityIndexes.POD_IDENTITIES).stream()
                .filter(fact -> fact.resource().equals(workload))
                .map(fact -> chain(fact.value()))
                .toList();
    }

    private WorkloadIdentityChain chain(PodIdentity pod) {
        return WorkloadIdentityChain.of(pod, IdentityIndexes.lookup(environment.indexes()));
    }

    /** The resource that a link's place lies in; empty when it lies in none, as what the context names. */
    public Optional<DeployedResource> resource(IdentityLink link) {
        return link.fact() == null ? Optional.empty() : Optional.ofNullable(resources.get(link.fact()));
    }

    /**
     * The chain of a workload as lines for people: a sign, the link, what is so, and the line to edit.
     *
     * @param workload a resource that carries pods
     */
    public List<String> explain(DeployedResource workload) {
        var rows = new ArrayList<Row>();
        for (WorkloadIdentityChain chain : chains(workload)) {
            rows.add(new Row(1, chain.program().isEmpty() ? "asks for no separate identity" : "its program", "", ""));
            chain.program().forEach(link -> rows.add(row(link)));
            for (WorkloadIdentityChain.Volume volume : chain.volumes()) {
                rows.add(new Row(1, "its Key Vault volume", "", ""));
                volume.links().forEach(link -> rows.add(row(link)));
            }
        }
        var lines = new ArrayList<String>();
        lines.add(SafeText.line(environment.name() + ": " + workload));
        int name = rows.stream()
                .mapToInt(row -> row.isLink() ? row.name().length() : 0)
                .max()
                .orElse(0);
        int statement = rows.stream()
                .mapToInt(row -> row.isLink() ? row.statement().length() : 0)
                .max()
                .orElse(0);
        for (Row row : rows) {
            lines.add(row.text(name, statement));
        }
        return lines;
    }

    private Row row(IdentityLink link) {
        return new Row(
                2,
                link.state().sign() + " " + link.name(),
                SafeText.line(environment.redact(link.statement())),
                SafeText.line(at(link)));
    }

    private String at(IdentityLink link) {
        var place = link.place();
        return resource(link)
                .map(resource -> place == null
                        ? resource.origin(resource.resource().root()).primary().toString()
                        : resource.origin(place).primary().toString())
                .orElse(link.fact() == null ? "" : "context");
    }

    private record Row(int indent, String name, String statement, String at) {
        boolean isLink() {
            return indent > 1;
        }

        String text(int nameWidth, int statementWidth) {
            String left = "  ".repeat(indent) + name;
            if (!isLink()) {
                return left;
            }
            String middle = left + " ".repeat(nameWidth - name.length() + 2) + statement;
            return at.isEmpty() ? middle : middle + " ".repeat(statementWidth - statement.length() + 2) + at;
        }
    }

    /** The workload of a namespace and name; empty when there is none. */
    public List<DeployedResource> find(@Nullable String namespace, String name) {
        return environment.resources().workloads().named(name).stream()
                .filter(resource -> namespace == null
                        || namespace.equals(resource.resource().namespace()))
                .toList();
    }
}
