package io.github.akspolicy.policies.workload;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.resource.Resource;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The driver creates the storage account or disk with what the class says: nothing else of the repository shows it. */
final class StorageMustNotBePublic extends BuiltInPolicy<Resource> {
    private static final Set<String> DRIVERS = Set.of(
            "file.csi.azure.com",
            "blob.csi.azure.com",
            "disk.csi.azure.com",
            "kubernetes.io/azure-file",
            "kubernetes.io/azure-disk");

    /** The drivers ignore the case of names and values. */
    private static final Map<String, Parameter> PUBLIC = Map.of(
            "allowblobpublicaccess",
            new Parameter("true", "everyone on the internet may read containers of the storage account that allow it"),
            "publicnetworkaccess",
            new Parameter("enabled", "it can be reached from the internet"),
            "networkaccesspolicy",
            new Parameter("allowall", "the disk can be exported from every network"));

    /** A value that opens storage, and what it opens. */
    private record Parameter(String value, String meaning) {}

    StorageMustNotBePublic() {
        super(
                Resource.ofKinds("storage class", "storage.k8s.io", "StorageClass"),
                policy("workload/storage-public-access", HIGH, "StorageClasses must not ask for public access")
                        .fix("remove the parameter, or use a private endpoint (networkEndpointType: privateEndpoint)")
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(Resource storage, Judgement judgement) {
        if (!DRIVERS.contains(storage.root().get("provisioner").stringOr(""))) {
            return;
        }
        for (Field entry : storage.root().get("parameters").fields()) {
            Parameter open = PUBLIC.get(entry.key().toLowerCase(Locale.ROOT));
            if (open != null && open.value().equalsIgnoreCase(entry.textOr(""))) {
                judgement.fail(entry, entry.key() + " is " + entry.text() + ": " + open.meaning());
            }
        }
    }
}
