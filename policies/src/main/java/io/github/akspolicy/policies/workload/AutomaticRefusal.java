package io.github.akspolicy.policies.workload;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.workload.Pod;
import java.util.ArrayList;
import java.util.List;

/**
 * Something that AKS Automatic refuses, beside what its deployment safeguards do. Sources: Azure/AKS, release 2026-05-29
 * (pull request 5798), and articles/aks/automatic/aks-automatic-managed-system-node-pools-about.md, security restrictions (read
 * 2026-11-29).
 *
 * @param place the field that is refused
 * @param why what a finding says
 * @param isOfHostedSystem whether only clusters with managed system node pools refuse it
 */
record AutomaticRefusal(Place place, String why, boolean isOfHostedSystem) {
    private static final String RBAC = "rbac.authorization.k8s.io";
    /** The address by which Azure's platform reaches virtual machines. */
    private static final String WIRE_SERVER = "168.63.129.16";

    static final Kinds KINDS = Kinds.PODS.or(Kinds.of("", "Service")).or(Kinds.of(RBAC, "Role", "ClusterRole"));

    /** What of a resource is refused; mostly nothing. */
    static List<AutomaticRefusal> of(Resource resource) {
        var refusals = new ArrayList<AutomaticRefusal>(0);
        if (resource.is("", "Service")) {
            ofService(resource.root().get("spec"), refusals);
        } else if (resource.is(RBAC, "Role") || resource.is(RBAC, "ClusterRole")) {
            ofRole(resource.root().get("rules"), refusals);
        } else {
            Pod.VIEW.in(resource).forEach(pod -> ofPod(pod.spec(), refusals));
        }
        return refusals;
    }

    private static void ofService(Field spec, List<AutomaticRefusal> refusals) {
        Field external = spec.get("externalIPs");
        if (!external.items().isEmpty()) {
            refusals.add(new AutomaticRefusal(external.place(), "externalIPs is set", false));
        }
        for (String name : List.of("clusterIP", "loadBalancerIP")) {
            Field address = spec.get(name);
            if (WIRE_SERVER.equals(address.string())) {
                refusals.add(new AutomaticRefusal(
                        address.place(), name + " is " + WIRE_SERVER + ", the address of Azure's platform", true));
            }
        }
    }

    private static void ofRole(Field rules, List<AutomaticRefusal> refusals) {
        for (Field rule : rules.items()) {
            for (Field resource : rule.get("resources").items()) {
                if ("nodes/proxy".equals(resource.string())
                        && rule.get("apiGroups").strings().contains("")) {
                    refusals.add(new AutomaticRefusal(
                            resource.place(),
                            "resources has nodes/proxy, which goes past audit and authorization",
                            true));
                }
            }
        }
    }

    private static void ofPod(Field spec, List<AutomaticRefusal> refusals) {
        Field scheduler = spec.get("schedulerName");
        if (scheduler.isPresent() && !"default-scheduler".equals(scheduler.string())) {
            refusals.add(new AutomaticRefusal(
                    scheduler.place(), "schedulerName is " + scheduler.stringOr("no string"), true));
        }
        for (Field toleration : spec.get("tolerations").items()) {
            if (!toleration.get("key").isPresent()
                    && "Exists".equals(toleration.get("operator").string())) {
                refusals.add(new AutomaticRefusal(toleration.place(), "the pod tolerates every taint", true));
            }
        }
    }
}
