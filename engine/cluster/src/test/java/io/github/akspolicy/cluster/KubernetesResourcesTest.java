package io.github.akspolicy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.manifest.JsonValues;
import io.github.akspolicy.manifest.Node;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Objects of Kubernetes that resources of Terraform's provider make, as a plan has them. */
class KubernetesResourcesTest {
    @TempDir
    Path folder;

    private Object object(String type, String values) {
        Read read = Read.of(
                folder,
                "plan.json",
                "{\"format_version\": \"1.2\", \"planned_values\": {\"root_module\": {\"resources\": [{\"address\": \""
                        + type
                        + ".x\", \"mode\": \"managed\", \"type\": \"" + type + "\", \"values\": "
                        + values.replace('\'', '"')
                        + "}]}}}");
        assertThat(read.told()).isEmpty();
        assertThat(read.notEvaluated).isEmpty();
        return Objects.requireNonNull(Node.toPlain(
                Objects.requireNonNull(read.resources().get(0).root().node())));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            kubernetes_namespace_v1   | {'metadata': [{'name': 'n', 'labels': {'a_b': 'c'}}]} | {'apiVersion': 'v1', 'kind': 'Namespace', 'metadata': {'name': 'n', 'labels': {'a_b': 'c'}}}
            kubernetes_config_map     | {'id': 'n/c', 'metadata': [{'name': 'c', 'namespace': 'n'}], 'data': {'some_key': 1, 'other': true}} | {'apiVersion': 'v1', 'kind': 'ConfigMap', 'metadata': {'name': 'c', 'namespace': 'n'}, 'data': {'some_key': '1', 'other': 'true'}}
            kubernetes_secret_v1      | {'metadata': [{'name': 's'}], 'data': {'k': 'plain'}, 'type': 'Opaque', 'binary_data': null} | {'apiVersion': 'v1', 'kind': 'Secret', 'metadata': {'name': 's', 'namespace': 'default'}, 'stringData': {'k': 'plain'}, 'type': 'Opaque'}
            kubernetes_role_v1        | {'metadata': [{'name': 'r', 'namespace': 'n'}], 'rule': [{'api_groups': [''], 'resources': ['pods'], 'resource_names': ['a'], 'verbs': ['get']}]} | {'apiVersion': 'rbac.authorization.k8s.io/v1', 'kind': 'Role', 'metadata': {'name': 'r', 'namespace': 'n'}, 'rules': [{'apiGroups': [''], 'resources': ['pods'], 'resourceNames': ['a'], 'verbs': ['get']}]}
            kubernetes_cluster_role   | {'metadata': [{'name': 'r'}], 'rule': [{'non_resource_urls': ['*'], 'verbs': ['get']}]} | {'apiVersion': 'rbac.authorization.k8s.io/v1', 'kind': 'ClusterRole', 'metadata': {'name': 'r'}, 'rules': [{'nonResourceURLs': ['*'], 'verbs': ['get']}]}
            kubernetes_cluster_role_binding_v1 | {'metadata': [{'name': 'r'}], 'role_ref': [{'api_group': 'rbac.authorization.k8s.io', 'kind': 'ClusterRole', 'name': 'cluster-admin'}], 'subject': [{'kind': 'ServiceAccount', 'name': 'x'}]} | {'apiVersion': 'rbac.authorization.k8s.io/v1', 'kind': 'ClusterRoleBinding', 'metadata': {'name': 'r'}, 'roleRef': {'apiGroup': 'rbac.authorization.k8s.io', 'kind': 'ClusterRole', 'name': 'cluster-admin'}, 'subjects': [{'kind': 'ServiceAccount', 'name': 'x', 'namespace': 'default'}]}
            kubernetes_service        | {'metadata': [{'name': 's'}], 'spec': [{'type': 'LoadBalancer', 'selector': {'app_x': 'a'}, 'load_balancer_ip': '10.0.0.1', 'external_ips': ['1.2.3.4'], 'port': [{'port': 80, 'target_port': '8080'}, {'port': 81, 'target_port': 'web'}]}], 'wait_for_load_balancer': true} | {'apiVersion': 'v1', 'kind': 'Service', 'metadata': {'name': 's', 'namespace': 'default'}, 'spec': {'type': 'LoadBalancer', 'selector': {'app_x': 'a'}, 'loadBalancerIP': '10.0.0.1', 'externalIPs': ['1.2.3.4'], 'ports': [{'port': 80, 'targetPort': 8080}, {'port': 81, 'targetPort': 'web'}]}}
            kubernetes_ingress_v1     | {'metadata': [{'name': 'i'}], 'spec': [{'tls': [{'hosts': ['h'], 'secret_name': 't'}], 'rule': [{'host': 'h', 'http': [{'path': [{'path': '/', 'path_type': 'Prefix', 'backend': [{'service': [{'name': 's', 'port': [{'number': 80}]}]}]}]}]}]}]} | {'apiVersion': 'networking.k8s.io/v1', 'kind': 'Ingress', 'metadata': {'name': 'i', 'namespace': 'default'}, 'spec': {'tls': [{'hosts': ['h'], 'secretName': 't'}], 'rules': [{'host': 'h', 'http': {'paths': [{'path': '/', 'pathType': 'Prefix', 'backend': {'service': {'name': 's', 'port': {'number': 80}}}}]}}]}}
            kubernetes_network_policy_v1 | {'metadata': [{'name': 'p'}], 'spec': [{'pod_selector': [{}], 'policy_types': ['Ingress'], 'ingress': [{'from': [{'namespace_selector': [{'match_labels': {'a': 'b'}}]}, {'ip_block': [{'cidr': '10.0.0.0/8', 'except': ['10.1.0.0/16']}]}], 'ports': [{'port': '80', 'protocol': 'TCP'}]}]}]} | {'apiVersion': 'networking.k8s.io/v1', 'kind': 'NetworkPolicy', 'metadata': {'name': 'p', 'namespace': 'default'}, 'spec': {'podSelector': {}, 'policyTypes': ['Ingress'], 'ingress': [{'from': [{'namespaceSelector': {'matchLabels': {'a': 'b'}}}, {'ipBlock': {'cidr': '10.0.0.0/8', 'except': ['10.1.0.0/16']}}], 'ports': [{'port': 80, 'protocol': 'TCP'}]}]}}
            kubernetes_pod_v1         | {'metadata': [{'name': 'p'}], 'spec': [{'host_pid': 'true', 'host_ipc': false, 'security_context': [{'run_as_user': '1000', 'sysctl': [{'name': 'a', 'value': 1}]}], 'container': [{'name': 'c', 'image': 'i', 'env': [{'name': 'E', 'value': true}], 'resources': [{'limits': {'cpu': 0.5}}], 'port': [{'container_port': 80}], 'security_context': [{'privileged': true, 'capabilities': [{'add': ['SYS_ADMIN']}]}], 'liveness_probe': [{'http_get': [{'path': '/', 'port': '80', 'http_header': [{'name': 'X', 'value': 'Y'}]}]}], 'volume_mount': [{'name': 'v', 'mount_path': '/m'}]}], 'volume': [{'name': 'v', 'host_path': [{'path': '/'}]}, {'name': 'e', 'empty_dir': [{}]}]}]} | {'apiVersion': 'v1', 'kind': 'Pod', 'metadata': {'name': 'p', 'namespace': 'default'}, 'spec': {'hostPID': true, 'hostIPC': false, 'securityContext': {'runAsUser': 1000, 'sysctls': [{'name': 'a', 'value': '1'}]}, 'containers': [{'name': 'c', 'image': 'i', 'env': [{'name': 'E', 'value': 'true'}], 'resources': {'limits': {'cpu': '0.5'}}, 'ports': [{'containerPort': 80}], 'securityContext': {'privileged': true, 'capabilities': {'add': ['SYS_ADMIN']}}, 'livenessProbe': {'httpGet': {'path': '/', 'port': 80, 'httpHeaders': [{'name': 'X', 'value': 'Y'}]}}, 'volumeMounts': [{'name': 'v', 'mountPath': '/m'}]}], 'volumes': [{'name': 'v', 'hostPath': {'path': '/'}}, {'name': 'e', 'emptyDir': {}}], 'automountServiceAccountToken': true}}
            kubernetes_deployment_v1  | {'metadata': [{'name': 'd', 'namespace': 'n'}], 'spec': [{'replicas': '2', 'selector': [{'match_labels': {'a': 'b'}}], 'template': [{'metadata': [{'labels': {'a': 'b'}}], 'spec': [{'automount_service_account_token': false, 'init_container': [{'name': 'i'}], 'container': [{'name': 'c'}]}]}]}]} | {'apiVersion': 'apps/v1', 'kind': 'Deployment', 'metadata': {'name': 'd', 'namespace': 'n'}, 'spec': {'replicas': 2, 'selector': {'matchLabels': {'a': 'b'}}, 'template': {'metadata': {'labels': {'a': 'b'}}, 'spec': {'automountServiceAccountToken': false, 'initContainers': [{'name': 'i'}], 'containers': [{'name': 'c'}]}}}}
            """)
    void areTheObjectsThatTheProviderSends(String type, String values, String expected) throws Exception {
        assertThat(object(type, values)).isEqualTo(JsonValues.parse(expected.replace('\'', '"')));
    }
}
