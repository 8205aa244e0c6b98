package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;
import static io.github.akspolicy.resource.cluster.ClusterProperties.PRIVATE_DNS_ZONE;

import io.github.akspolicy.manifest.Unresolved;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.Setting;
import java.util.Locale;
import java.util.regex.Pattern;

/** AKS accepts a zone of no other name or region. */
final class PrivateDnsZoneMustBeValid extends BuiltInPolicy<ManagedCluster> {
    private static final String ZONE =
            "(?i)/privateDnsZones/([a-z0-9-]+\\.)?(privatelink|private)\\.%s\\.azmk8s\\.(io|us|cn)$";
    private static final Pattern ANY_ZONE = Pattern.compile(String.format(ZONE, "[a-z0-9]+"));

    PrivateDnsZoneMustBeValid() {
        super(
                ManagedCluster.VIEW,
                policy("cluster/private-dns-zone-valid", MEDIUM, "Private DNS zone setting must be valid")
                        .fix("name a zone that AKS accepts, or leave it to the system")
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(ManagedCluster managedCluster, Judgement judgement) {
        Setting zone = managedCluster.get(PRIVATE_DNS_ZONE);
        if (!managedCluster.isPrivate() || zone.is("system")) {
            return;
        }
        if (zone.is("none") || isOfTheRegionOf(managedCluster, zone) || Demand.isUnknown(zone, judgement)) {
            return;
        }
        String id = zone.textOrEmpty();
        if (!ANY_ZONE.matcher(id).find()) {
            judgement.fail(
                    zone.place(), zone.name() + " is not a zone privatelink.REGION.azmk8s.io, nor system or none");
            return;
        }
        String region = managedCluster.root().get("location").stringOr("");
        String location =
                region.isEmpty() ? managedCluster.root().at("spec", "location").stringOr("") : region;
        String plain = location.replace(" ", "").toLowerCase(Locale.ROOT);
        if (plain.matches("[a-z0-9]+") && !id.toLowerCase(Locale.ROOT).contains("." + plain + ".")) {
            judgement.fail(zone.place(), zone.name() + " is a zone of another region than " + plain);
        }
    }

    /** Whether only the region is not known yet, and is that of the cluster whichever it will be. */
    private static boolean isOfTheRegionOf(ManagedCluster cluster, Setting zone) {
        Unresolved id = zone.unresolved();
        Unresolved region = cluster.root().get("location").unresolved();
        return id != null
                && region != null
                && Pattern.compile(String.format(ZONE, Pattern.quote(region.partial())))
                        .matcher(id.partial())
                        .find();
    }
}
