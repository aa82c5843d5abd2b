package io.github.modelkeel.localserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.localserver.artifact.ArtifactStore;
import io.github.modelkeel.localserver.database.Database;
import io.github.modelkeel.localserver.endpoint.Endpoints;
import io.github.modelkeel.localserver.http.Route;
import io.github.modelkeel.localserver.http.Router;
import io.github.modelkeel.localserver.webhook.Deliveries;
import io.github.modelkeel.localserver.webhook.SecretFile;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndpointsTest {
    private static List<Route> routes = List.of();

    /** The table of a server, made once. */
    static List<Route> routes() {
        if (routes.isEmpty()) {
            try {
                Path directory = java.nio.file.Files.createTempDirectory("routes-");
                try (Database database = Database.open(directory.resolve("tracking.db"))) {
                    routes = router(database, directory).routes();
                }
            } catch (IOException | SQLException e) {
                throw new AssertionError(e);
            }
        }
        return routes;
    }

    private static Router router(Database database, Path directory) throws IOException {
        try (Deliveries deliveries = new Deliveries("routes")) {
            return Endpoints.of(
                    database, ArtifactStore.open(directory, Long.MAX_VALUE), SecretFile.in(directory), deliveries);
        }
    }

    @Test
    void everyCallOfTheClientsHasItsRoute(@TempDir Path directory) throws IOException, SQLException {
        String needed = """
                GET experiments/get
                GET experiments/get-by-name
                POST experiments/create
                POST experiments/search
                GET experiments/search
                POST experiments/delete
                POST experiments/restore
                POST experiments/update
                POST experiments/set-experiment-tag
                POST experiments/delete-experiment-tag
                POST runs/create
                GET runs/get
                POST runs/update
                POST runs/delete
                POST runs/restore
                POST runs/search
                POST runs/log-metric
                POST runs/log-parameter
                POST runs/log-batch
                POST runs/log-inputs
                POST runs/log-model
                POST runs/outputs
                POST runs/set-tag
                POST runs/delete-tag
                GET metrics/get-history
                GET /ajax-api/2.0/mlflow/metrics/get-history-bulk
                GET /ajax-api/2.0/mlflow/metrics/get-history-bulk-interval
                GET logged-models/m-1/artifacts/directories
                GET logged-models/m-1/artifacts/files
                POST /ajax-api/2.0/mlflow/upload-artifact
                GET artifacts/list
                POST logged-models
                GET logged-models/m-1
                PATCH logged-models/m-1
                DELETE logged-models/m-1
                POST logged-models/search
                POST logged-models/m-1/params
                PATCH logged-models/m-1/tags
                DELETE logged-models/m-1/tags/k
                POST registered-models/create
                GET registered-models/get
                PATCH registered-models/update
                POST registered-models/rename
                DELETE registered-models/delete
                GET registered-models/search
                POST registered-models/set-tag
                DELETE registered-models/delete-tag
                POST registered-models/get-latest-versions
                GET registered-models/get-latest-versions
                GET registered-models/alias
                POST registered-models/alias
                DELETE registered-models/alias
                POST model-versions/create
                GET model-versions/get
                PATCH model-versions/update
                DELETE model-versions/delete
                GET model-versions/search
                POST model-versions/set-tag
                DELETE model-versions/delete-tag
                POST model-versions/transition-stage
                GET model-versions/get-download-uri
                GET /model-versions/get-artifact
                POST webhooks
                GET webhooks
                GET webhooks/1
                PATCH webhooks/1
                DELETE webhooks/1
                POST webhooks/1/test
                GET /get-artifact
                GET /api/2.0/mlflow-artifacts/artifacts
                GET /api/2.0/mlflow-artifacts/artifacts/a/b
                PUT /api/2.0/mlflow-artifacts/artifacts/a/b
                DELETE /api/2.0/mlflow-artifacts/artifacts/a/b
                POST /api/2.0/mlflow-artifacts/mpu/create/a
                GET /api/2.0/mlflow-artifacts/presigned/a
                GET /api/3.0/mlflow/server-info
                GET /health
                GET /version
                """;
        try (Database database = Database.open(directory.resolve("tracking.db"))) {
            Router router = router(database, directory);
            Set<Route> reached = new HashSet<>();
            for (String line : needed.lines().toList()) {
                String method = line.substring(0, line.indexOf(' '));
                String path = line.substring(line.indexOf(' ') + 1);
                reached.add(router.find(method, path.startsWith("/") ? path : Router.API + path)
                        .route());
            }
            assertThat(reached).as("a route is missing from the list above").hasSameSizeAs(router.routes());
        }
    }
}
