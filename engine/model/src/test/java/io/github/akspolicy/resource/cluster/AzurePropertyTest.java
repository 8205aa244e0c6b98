package io.github.akspolicy.resource.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AzurePropertyTest {
    @Test
    void aConstantIsNotChangedByWhatIsMadeOfIt() {
        AzureProperty property = AzureProperty.arm("mode").azurerm("mode");

        AzureProperty other = property.azurerm("other")
                .capz("other")
                .aso("other")
                .az("--other")
                .az("New", "--new")
                .since("2026-01-01", "")
                .since("New", "2026-02-01", "")
                .secret()
                .absent("other")
                .azurermAbsent("other")
                .automatic("other");

        assertThat(property.in(Notation.AZURERM)).isEqualTo("mode");
        assertThat(property.in(Notation.CAPZ)).isEqualTo("spec.mode");
        assertThat(property.in(Notation.ASO)).isEqualTo("spec.mode");
        assertThat(property.flag()).isEmpty();
        assertThat(property.flag("New")).isEmpty();
        assertThat(property.since("2020-01-01", "Old", false)).isEmpty();
        assertThat(property.since("2020-01-01", "New", true)).isEmpty();
        assertThat(property.hidden()).isEmpty();
        assertThat(property.absent(Notation.ARM, "")).isNull();
        assertThat(property.absent(Notation.AZURERM, "")).isNull();
        assertThat(property.automatic()).isNull();
        assertThat(other.in(Notation.AZURERM)).isEqualTo("other");
        assertThat(other.since("2020-01-01", "New", true)).contains("2026-02-01");
        assertThat(other.flag("New")).isEqualTo("--new");
        assertThat(other.flag("Old")).isEqualTo("--other");
        assertThat(other.hidden()).isEqualTo("a secret");
        assertThat(other.absent(Notation.ARM, "")).isEqualTo("other");
    }
}
