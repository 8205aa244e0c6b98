package io.github.akspolicy.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnresolvedTest {
    private static final int MANY = 2_000_000;

    @ParameterizedTest
    @CsvSource({
        "⟨a⟩, false",
        "'⟨a⟩ ⟨b⟩', false",
        "⟨a⟩-aks, true",
        "plain, true",
        "'', false",
        "⟨open, true",
        "⟨a ⟨b⟩ c⟩, true",
    })
    void whatStandsAroundUnknownPartsIsKnown(String partial, boolean isKnown) {
        assertThat(new Unresolved("[x]", partial).isPartlyKnown()).isEqualTo(isKnown);
    }

    @Test
    void partsAreInTheirOrder() {
        assertThat(new Unresolved("[x]", "rg-⟨a⟩-aks-⟨b⟩⟨c⟩").knownParts()).containsExactly("rg-", "-aks-", "", "");
    }

    /** Going back for each bracket takes hours. */
    @Test
    void bracketsWithoutEndTakeNoTime() {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            assertThat(new Unresolved("[x]", "⟨".repeat(MANY)).isPartlyKnown()).isTrue();
            assertThatThrownBy(() -> FieldPath.parse("[".repeat(MANY))).isInstanceOf(IllegalArgumentException.class);
        });
    }

    /** An attribute that is an id of Entra ID cannot come out as the name of a group of Kubernetes; a variable can. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ⟨data.azuread_group.admins.object_id⟩                  | system:masters                       | false
            ⟨azuread_group.admins["a"].object_id⟩                  | system:masters                       | false
            ⟨module.a.azurerm_user_assigned_identity.b.client_id⟩  | system:masters                       | false
            ⟨data.azuread_group.admins.object_id⟩                  | 0f6b2ab2-8c1c-4f0e-9d0a-6f1f5f4a6a11 | true
            ⟨data.azuread_group.admins.display_name⟩               | system:masters                       | true
            ⟨var.object_id⟩                                        | system:masters                       | true
            system:⟨data.azuread_group.admins.object_id⟩           | system:masters                       | true
            aks-⟨var.environment⟩-admins                           | system:masters                       | false
            ⟨${GROUP:=7bde62e7-b39f-487c-95c9-b4c794fdbb96}⟩       | system:masters                       | false
            ⟨${GROUP:=admins}⟩                                     | system:masters                       | true
            ⟨var.prefix⟩masters                                    | system:masters                       | true
            """)
    void whatItMayBe(String partial, String text, boolean may) {
        assertThat(new Unresolved("x", partial).mayBe(text)).isEqualTo(may);
    }

    @ParameterizedTest
    @CsvSource({
        "⟨data.azuread_group.admins.object_id⟩, false",
        "aks-⟨var.environment⟩, false",
        "⟨var.group⟩, true",
        "system:⟨var.group⟩, true",
        "system:serviceaccounts:⟨var.namespace⟩, true",
    })
    void howItMayBegin(String partial, boolean may) {
        assertThat(new Unresolved("x", partial).mayBegin("system:serviceaccounts:"))
                .isEqualTo(may);
    }
}
