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

/** Puts the routes of a server together. */
public final class Endpoints {
    private Endpoints() {}

    public static Router of(Database database, ArtifactStore artifacts) {
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
        new RegistryRoutes(new RegisteredModelStore(database), versions).addTo(router);
        new ModelVersionRoutes(versions, artifacts).addTo(router);
        return router;
    }
}
