package io.github.akspolicy.resource.identity;

import io.github.akspolicy.manifest.EmbeddedDocument;
import io.github.akspolicy.manifest.Field;
import java.util.ArrayList;
import java.util.List;

/**
 * One entry of {@code objects} of a SecretProviderClass, as the Azure provider decodes it: into texts without white space
 * around them (Azure/secrets-store-csi-driver-provider-azure, {@code pkg/provider/types}).
 *
 * @param field the mapping of the innermost document
 */
public record KeyVaultObject(Field field) {
    public Field objectName() {
        return field.get("objectName");
    }

    /** A field as the provider reads it; empty when it is not set. */
    public String text(String name) {
        return EmbeddedDocument.written(field.get(name)).strip();
    }

    /** The file that it is written to: the alias, else the name. */
    public String file() {
        String alias = text("objectAlias");
        return alias.isEmpty() ? text("objectName") : alias;
    }

    /** The field that names the file. */
    public Field fileField() {
        return text("objectAlias").isEmpty() ? objectName() : field.get("objectAlias");
    }

    /** How many versions are kept: with more than one, files are {@code NAME/0}, {@code NAME/1} and so on. */
    public long versions() {
        Long history = field.get("objectVersionHistory").integer();
        return history == null || history <= 1 ? 1 : history;
    }

    /** The names that {@code secretObjects} can refer to. */
    public List<String> files() {
        if (versions() == 1) {
            return List.of(file());
        }
        var files = new ArrayList<String>();
        // a hostile number must not make a hostile list
        for (long i = 0; i < Math.min(versions(), 1_000); i++) {
            files.add(file() + "/" + i);
        }
        return files;
    }
}
