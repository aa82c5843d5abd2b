package io.github.modelkeel.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.model.InvalidInputException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

@DisabledIfSystemProperty(
        named = "modelkeel.boot",
        matches = "4",
        disabledReason = "Spring 7 asks for JUnit 6; verification/consumers runs such a test with both")
// region spring-test
@ModelkeelTest(models = @ModelkeelTest.Model(name = "house", directory = "src/test/resources/house"))
@Import(Prices.class) // what is tested; nothing else of the application is there
class PricesTest {
    @Test
    void aHouseHasItsPrice(@Autowired Prices prices) {
        assertThat(prices.price(Map.of("sqft", 1000, "town", "Bern")).price()).isEqualTo(150_000);
        assertThatThrownBy(() -> prices.price(Map.of("sqft", "large", "town", "Bern")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("sqft");
    }
}
// endregion
