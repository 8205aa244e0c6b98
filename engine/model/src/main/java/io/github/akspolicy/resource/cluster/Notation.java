package io.github.akspolicy.resource.cluster;

/** How a definition of an Azure resource is written. */
public enum Notation {
    /** An ARM template: {@code properties.disableLocalAccounts}. */
    ARM("ARM", "properties."),
    /** What Bicep was compiled to: read as ARM, mended in Bicep. */
    BICEP("Bicep", "properties."),
    /** What {@code az aks show} and {@code az acr show} answer, the properties without the word, or {@code az keyvault show}. */
    AZ("az", ""),
    /** Terraform's provider azurerm, as a plan or as JSON configuration: {@code local_account_disabled}. */
    AZURERM("azurerm", ""),
    /** Terraform's provider azapi, whose body is that of ARM. */
    AZAPI("azapi", "body.properties."),
    /** Azure Service Operator: {@code spec.disableLocalAccounts}. */
    ASO("ASO", "spec."),
    /** Cluster API Provider Azure. */
    CAPZ("CAPZ", "spec.");

    private final String words;
    private final String prefix;

    Notation(String words, String prefix) {
        this.words = words;
        this.prefix = prefix;
    }

    /** What stands before the path of a property. */
    String prefix() {
        return prefix;
    }

    /** Whether it is read as an ARM template is. */
    public boolean isTemplate() {
        return this == ARM || this == BICEP;
    }

    /** Whether an object of Kubernetes holds it, which an operator sends to Azure. */
    public boolean isKubernetes() {
        return this == ASO || this == CAPZ;
    }

    @Override
    public String toString() {
        return words;
    }
}
