package com.acme.cluster;

import com.acme.Loopback;
import com.acme.Step;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.List;

/** Looks at a cluster, and then removes a namespace with everything in it. */
public final class Operator {
  private static final String NAMESPACE =
      "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"shop\"}}";

  private Operator() {}

  public static void main() throws Exception {
    try (Loopback cluster = Loopback.answering(NAMESPACE)) {
      Config config =
          new ConfigBuilder(Config.empty())
              .withMasterUrl("http://127.0.0.1:" + cluster.port())
              .withTrustCerts(false)
              .build();
      try (KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build()) {
        Step.go("look", () -> name(client));
        Step.go("delete", () -> delete(client));
      }
      List<String> deletions =
          cluster.received().stream().filter(r -> r.startsWith("DELETE")).toList();
      Step.effect(deletions.isEmpty() ? "nothing deleted" : String.join(", ", deletions));
    }
  }

  private static String name(KubernetesClient client) {
    return client.namespaces().withName("shop").get().getMetadata().getName();
  }

  private static int delete(KubernetesClient client) {
    return client.namespaces().withName("shop").withTimeoutInMillis(0).delete().size();
  }
}
