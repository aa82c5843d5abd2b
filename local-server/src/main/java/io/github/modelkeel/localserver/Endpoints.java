package io.github.modelkeel.localserver;

/** Puts the routes of a server together. */
final class Endpoints {
    private Endpoints() {}

    static Router of(Database database, ArtifactStore artifacts) {
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
