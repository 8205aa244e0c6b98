package io.github.akspolicy.testing.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EphemeralContainer;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.resource.ApiFields;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No field of the Java model of Kubernetes is refused: a right sentence that was an error could not be written. */
class ApiFieldsOfTheModelTest {
    private static final String MODEL = "io.fabric8.kubernetes.api.model.";

    @ParameterizedTest
    @ValueSource(
            classes = {
                PodTemplateSpec.class,
                Container.class,
                EphemeralContainer.class,
                Deployment.class,
                StatefulSet.class,
                CronJob.class,
                Service.class,
                Ingress.class,
                NetworkPolicy.class,
                ClusterRole.class
            })
    void everyFieldIsKnown(Class<?> type) {
        var refused = new ArrayList<String>();
        int seen = walk(ApiFields.of(type.getSimpleName()), type, FieldPath.ROOT, new HashSet<>(), refused);

        assertThat(refused).isEmpty();
        assertThat(seen).isGreaterThan(10);
    }

    private static int walk(ApiFields fields, Class<?> type, FieldPath at, Set<Class<?>> above, List<String> refused) {
        if (!type.getName().startsWith(MODEL) || !above.add(type)) {
            return 0;
        }
        int seen = 0;
        for (Field field : type.getDeclaredFields()) {
            JsonProperty named = field.getAnnotation(JsonProperty.class);
            if (named != null) {
                FieldPath path = at.field(named.value());
                fields.mistake(path).ifPresent(refused::add);
                boolean isList = List.class.isAssignableFrom(field.getType());
                seen += 1
                        + walk(
                                fields,
                                last(field.getGenericType()),
                                isList ? path.item(0, null) : path,
                                above,
                                refused);
            }
        }
        above.remove(type);
        return seen;
    }

    private static Class<?> last(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return last(arguments[arguments.length - 1]);
        }
        return type instanceof Class<?> plain ? plain : Object.class;
    }
}
