package io.github.modelkeel.localserver.endpoint;

import io.github.modelkeel.localserver.artifact.ArtifactStore;
import io.github.modelkeel.localserver.database.Database;
import io.github.modelkeel.localserver.http.Router;
import io.github.modelkeel.localserver.store.ExperimentStore;
import io.github.modelkeel.localserver.store.InputStore;
import io.github.modelkeel.localserver.store.LoggedModelStore;
import io.github.modelkeel.localserver.store.MetricHistory;
import io.github.modelkeel.localserver.store.ModelVersionStore;
import io.github.modelkeel.localserver.store.RegisteredModelStore;
import io.github.modelkeel.localserver.store.RunLogStore;
import io.github.modelkeel.localserver.store.RunStore;
import io.github.modelkeel.localserver.store.WebhookStore;
import io.github.modelkeel.localserver.webhook.Deliveries;
import io.github.modelkeel.localserver.webhook.SecretFile;

/** Puts the routes of a server together. */
public final class Endpoints {
    private Endpoints() {}

    /**
     * The routes of a server.
     *
     * @param secrets encrypts the secrets of webhooks
     * @param deliveries sends to webhooks; ended by the caller
     */
    public static Router of(Database database, ArtifactStore artifacts, SecretFile secrets, Deliveries deliveries) {
        RunStore runs = new RunStore(database);
        Router router = new Router();
        ServerRoutes.addTo(router);
        new ExperimentRoutes(new ExperimentStore(database)).addTo(router);
        new RunRoutes(runs).addTo(router);
        new RunLogRoutes(new RunLogStore(database), new InputStore(database)).addTo(router);
        new MetricHistoryRoutes(new MetricHistory(database)).addTo(router);
        new ArtifactRoutes(artifacts, runs).addTo(router);
        new LoggedModelRoutes(new LoggedModelStore(database), artifacts).addTo(router);
        ModelVersionStore versions = new ModelVersionStore(database);
        RegisteredModelStore models = new RegisteredModelStore(database);
        WebhookStore webhooks = new WebhookStore(database, secrets);
        RegistryEvents events = new RegistryEvents(webhooks, models, deliveries);
        new RegistryRoutes(models, versions, events).addTo(router);
        new ModelVersionRoutes(versions, artifacts, events).addTo(router);
        new WebhookRoutes(webhooks, deliveries).addTo(router);
        return router;
    }
}
