package io.github.modelkeel.localserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.localserver.message.Json;
import io.github.modelkeel.localserver.webhook.Deliveries;
import io.github.modelkeel.localserver.webhook.Delivery;
import io.github.modelkeel.localserver.webhook.EventKind;
import io.github.modelkeel.localserver.webhook.Webhook;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class DeliveriesTest {
    private static final EventKind KIND = new EventKind(EventKind.Entity.MODEL_VERSION, EventKind.Action.CREATED);

    private static Delivery delivery(String url) {
        return Delivery.of(
                new Webhook("id", "hook", "", url, List.of(KIND), true, 1, 1), "secret", KIND, Json.object());
    }

    @Test
    @Timeout(60)
    void whatWaitsIsBounded() {
        try (HookReceiver receiver = new HookReceiver();
                Deliveries deliveries = new Deliveries("test")) {
            receiver.hang();
            for (int i = 0; i < 1_200; i++) {
                deliveries.send(delivery(receiver.url("/")));
            }
            assertThat(deliveries.waiting()).isEqualTo(1_000);
            for (int i = 0; i < 4; i++) {
                receiver.next();
            }
            assertThat(receiver.more()).as("four are under way at a time").isZero();
        }
    }

    @Test
    void afterTheEndNothingIsSent() {
        try (HookReceiver receiver = new HookReceiver()) {
            Deliveries deliveries = new Deliveries("test");
            deliveries.send(delivery(receiver.url("/")));
            receiver.next();
            deliveries.close();
            deliveries.close();
            deliveries.send(delivery(receiver.url("/")));
            assertThat(deliveries.waiting()).isZero();
            assertThat(receiver.more()).isZero();
        }
    }

    @Test
    void aDeliveryShowsNoSecret() {
        assertThat(delivery("http://127.0.0.1:1/hook"))
                .hasToString("model_version.created to the webhook hook at http://127.0.0.1:1/hook");
    }
}
