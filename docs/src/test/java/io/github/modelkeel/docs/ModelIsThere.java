package io.github.modelkeel.docs;

import io.github.modelkeel.serving.Predictor;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

// region quarkus-readiness
@Readiness // quarkus-smallrye-health
@Singleton
class ModelIsThere implements HealthCheck {
    private final Predictor house;

    ModelIsThere(Predictor house) {
        this.house = house;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("house").status(house.isReady()).build();
    }
}
// endregion
