package io.github.akspolicy.policies.rbac;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ViewType;
import io.github.akspolicy.resource.rbac.Binding;
import io.github.akspolicy.resource.rbac.UserInfo;

/** The API server lets system:masters pass before it asks any authorizer: nothing can take that back. */
final class SystemMastersMustNotBeUsed extends BuiltInPolicy<Resource> {
    SystemMastersMustNotBeUsed() {
        super(
                ViewType.RESOURCE,
                policy("rbac/masters-group-binding", CRITICAL, "system:masters must not be used")
                        .fix("use a group of Entra ID for administrators, and bind it to the role it needs")
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(Resource resource, Judgement judgement) {
        for (Binding binding : Binding.of(resource)) {
            binding.subjects().stream()
                    .filter(subject -> !subject.isServiceAccount() && subject.isNamed(UserInfo.MASTERS))
                    .forEach(subject -> judgement.fail(
                            subject.namePlace(), "subjects contains system:masters, which no authorizer can limit"));
        }
        if (resource.is("certificates.k8s.io", "CertificateSigningRequest")) {
            Field spec = resource.root().get("spec");
            spec.get("groups").items().stream()
                    .filter(group -> UserInfo.MASTERS.equals(group.string()))
                    .forEach(group -> judgement.fail(group, "groups contains system:masters"));
            Field request = spec.get("request");
            if (CertificateRequest.names(request.stringOr(""), UserInfo.MASTERS)) {
                judgement.fail(request, "request asks for a certificate of the organization system:masters");
            }
        }
    }
}
