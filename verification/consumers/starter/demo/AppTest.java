package demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.springboot.ModelkeelTest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

@ModelkeelTest(models = @ModelkeelTest.Model(name = "house", directory = "src/test/resources/house"))
@Import(App.Prices.class)
class AppTest {
    @Test
    void aHouseHasItsPrice(@Autowired App.Prices prices) {
        assertThat(prices.price(Map.of("sqft", 1000, "town", "Bern")).price()).isEqualTo(150_000);
    }
}
