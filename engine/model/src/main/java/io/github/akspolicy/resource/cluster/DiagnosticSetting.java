package io.github.akspolicy.resource.cluster;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.resource.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Which logs of a resource go where. */
public final class DiagnosticSetting {
    private static final AzureProperty TARGET =
            AzureProperty.arm("/scope").aso("owner").azurerm("target_resource_id");
    private static final AzureProperty LOGS = AzureProperty.arm("logs").azurerm("enabled_log | log");
    private static final AzureProperty DESTINATION = AzureProperty.arm(
                    "workspaceId | storageAccountId | eventHubAuthorizationRuleId | marketplacePartnerId")
            .aso("workspaceReference | storageAccountReference | eventHubAuthorizationRuleReference")
            .azurerm("log_analytics_workspace_id | storage_account_id | eventhub_authorization_rule_id"
                    + " | partner_solution_id");

    private final AzureResource resource;

    private DiagnosticSetting(AzureResource resource) {
        this.resource = resource;
    }

    /** The readings of a resource: one for a setting. */
    public static List<DiagnosticSetting> of(Resource resource) {
        return AzureResource.of(resource, AzureType.DIAGNOSTIC_SETTING, DiagnosticSetting::new);
    }

    public Place place() {
        return resource.place();
    }

    /** The resource that it is about. */
    public Setting target() {
        return resource.get(TARGET);
    }

    /** The same, as {@link AzureKeys#word}: az answers it in the id of the setting only. */
    public List<String> targetWords() {
        return Stream.concat(Stream.of(AzureKeys.word(target().field())), resource.extended().stream())
                .toList();
    }

    public Setting logs() {
        return resource.get(LOGS);
    }

    public Setting destination() {
        return resource.get(DESTINATION);
    }

    /** The categories and groups of categories that are on, in lower case. */
    public List<String> enabled() {
        var enabled = new ArrayList<String>();
        for (Field log : logs().items()) {
            boolean isOn = !PropertyPath.step(log, "enabled").isFalse()
                    && (resource.notation() == Notation.AZURERM
                            || PropertyPath.step(log, "enabled").isTrue());
            for (String name : List.of("category", "categoryGroup", "category_group")) {
                String word = PropertyPath.step(log, name).string();
                if (isOn && word != null) {
                    enabled.add(word.toLowerCase(Locale.ROOT));
                }
            }
        }
        return enabled;
    }
}
