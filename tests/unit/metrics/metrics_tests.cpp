#include "metrics/metrics.hpp"

#include <chrono>
#include <stdexcept>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>

#include "metrics/instruments.hpp"

using namespace backbone;
using namespace backbone::metrics;
using namespace std::chrono_literals;

namespace {

bool has_line(const Metrics& metrics, const std::string& line)
{
    return ("\n" + metrics.text()).find("\n" + line + "\n") != std::string::npos;
}

void finish_request(Metrics& metrics, const std::string& method, std::string_view pattern, int status,
                    std::chrono::microseconds duration = 1ms)
{
    Request request;
    request.method = method;
    request.path = "/api/v2/Tokens/TOK00000000000000001";
    metrics.requests().finished({request, pattern, status, "application/json", duration, "127.0.0.1"});
}

}  // namespace

TEST_CASE("Requests are counted by method, route and status", "[metrics]")
{
    Metrics metrics("7.1");
    finish_request(metrics, "GET", "/api/v2/Tokens/{id}", 200);
    finish_request(metrics, "GET", "/api/v2/Tokens/{id}", 200);
    finish_request(metrics, "GET", "/api/v2/Tokens/{id}", 404);
    finish_request(metrics, "PATCH", "/api/v2/Tokens/{id}", 200);
    CHECK(
        has_line(metrics, R"(backbone_http_requests_total{method="GET",route="/api/v2/Tokens/{id}",status="200"} 2)"));
    CHECK(
        has_line(metrics, R"(backbone_http_requests_total{method="GET",route="/api/v2/Tokens/{id}",status="404"} 1)"));
    CHECK(has_line(metrics,
                   R"(backbone_http_requests_total{method="PATCH",route="/api/v2/Tokens/{id}",status="200"} 1)"));
}

TEST_CASE("Durations of requests are in a histogram", "[metrics]")
{
    Metrics metrics("7.1");
    for (const auto duration : {100us, 101us, 1'000us, 20'000us, 11'000'000us}) {
        finish_request(metrics, "GET", "/x", 200, duration);
    }
    const std::string name = "backbone_http_request_duration_seconds";
    CHECK(has_line(metrics, "# TYPE " + name + " histogram"));
    CHECK(has_line(metrics, name + R"(_bucket{method="GET",route="/x",le="0.0001"} 1)"));
    CHECK(has_line(metrics, name + R"(_bucket{method="GET",route="/x",le="0.00025"} 2)"));
    CHECK(has_line(metrics, name + R"(_bucket{method="GET",route="/x",le="0.001"} 3)"));
    CHECK(has_line(metrics, name + R"(_bucket{method="GET",route="/x",le="0.01"} 3)"));
    CHECK(has_line(metrics, name + R"(_bucket{method="GET",route="/x",le="0.025"} 4)"));
    CHECK(has_line(metrics, name + R"(_bucket{method="GET",route="/x",le="10"} 4)"));
    CHECK(has_line(metrics, name + R"(_bucket{method="GET",route="/x",le="+Inf"} 5)"));
    CHECK(has_line(metrics, name + R"(_count{method="GET",route="/x"} 5)"));
    CHECK(has_line(metrics, name + R"(_sum{method="GET",route="/x"} 11.021201)"));
}

TEST_CASE("Strangers cannot make up labels", "[metrics]")
{
    Metrics metrics("7.1");
    finish_request(metrics, "BREW", "", 404);
    finish_request(metrics, "MILK", "", 404);
    CHECK(has_line(metrics, R"(backbone_http_requests_total{method="other",route="none",status="404"} 2)"));
    CHECK(metrics.text().find("BREW") == std::string::npos);
}

TEST_CASE("Statements are measured by name", "[metrics]")
{
    Metrics metrics("7.1");
    metrics.database().statement_ran({"tokens.insert", 2ms, 1, false});
    metrics.database().statement_ran({"tokens.insert", 3ms, 0, true});
    metrics.database().statement_ran({"tokens.list", 1ms, 50, false});
    metrics.database().transaction_repeated();
    metrics.database().session_leased(1us);
    metrics.database().session_leased(1s);
    metrics.database().session_returned();
    CHECK(has_line(metrics, R"(backbone_database_statement_duration_seconds_count{statement="tokens.insert"} 2)"));
    CHECK(has_line(metrics, R"(backbone_database_statement_duration_seconds_sum{statement="tokens.insert"} 0.005)"));
    CHECK(has_line(metrics, R"(backbone_database_statement_failures_total{statement="tokens.insert"} 1)"));
    CHECK(has_line(metrics, R"(backbone_database_statement_rows_total{statement="tokens.list"} 50)"));
    CHECK(has_line(metrics, "backbone_database_transactions_repeated_total 1"));
    CHECK(has_line(metrics, "backbone_database_session_wait_seconds_count 2"));
    CHECK(has_line(metrics, "backbone_database_sessions_in_use 1"));
    CHECK(metrics.text().find(R"(failures_total{statement="tokens.list"})") == std::string::npos);
}

TEST_CASE("What becomes of outbox messages is counted by topic", "[metrics]")
{
    Metrics metrics("7.1");
    metrics.outbox().message_delivered("push", 30ms);
    metrics.outbox().message_failed("push", 1, false, "reset");
    metrics.outbox().message_failed("push", 10, true, "reset");
    metrics.outbox().dispatcher_failed("push", "no database");
    CHECK(has_line(metrics, R"(backbone_outbox_deliveries_total{topic="push",result="delivered"} 1)"));
    CHECK(has_line(metrics, R"(backbone_outbox_deliveries_total{topic="push",result="failed"} 1)"));
    CHECK(has_line(metrics, R"(backbone_outbox_deliveries_total{topic="push",result="dead"} 1)"));
    CHECK(has_line(metrics, R"(backbone_outbox_delivery_duration_seconds_count{topic="push"} 1)"));
    CHECK(has_line(metrics, R"(backbone_outbox_dispatcher_failures_total{topic="push"} 1)"));
}

TEST_CASE("Runs of jobs are counted, and the last one is measured", "[metrics]")
{
    Metrics metrics("7.1");
    metrics.jobs().job_ran("tokens.delete-expired", 5s, std::nullopt);
    metrics.jobs().job_ran("tokens.delete-expired", 250ms, "no database");
    metrics.jobs().lock_lost("tokens.delete-expired");
    metrics.jobs().runner_failed("no database");
    CHECK(has_line(metrics, R"(backbone_job_runs_total{job="tokens.delete-expired",result="done"} 1)"));
    CHECK(has_line(metrics, R"(backbone_job_runs_total{job="tokens.delete-expired",result="failed"} 1)"));
    CHECK(has_line(metrics, R"(backbone_job_last_duration_seconds{job="tokens.delete-expired"} 0.25)"));
    CHECK(has_line(metrics, R"(backbone_job_locks_lost_total{job="tokens.delete-expired"} 1)"));
    CHECK(has_line(metrics, "backbone_job_runner_failures_total 1"));
}

TEST_CASE("Logins are counted by what became of them", "[metrics]")
{
    Metrics metrics("7.1");
    metrics.authentication().login_finished(LoginOutcome::succeeded);
    metrics.authentication().login_finished(LoginOutcome::succeeded);
    metrics.authentication().login_finished(LoginOutcome::wrong_client);
    metrics.authentication().login_finished(LoginOutcome::wrong_credentials);
    metrics.authentication().login_finished(LoginOutcome::locked_out);
    CHECK(has_line(metrics, R"(backbone_logins_total{outcome="succeeded"} 2)"));
    CHECK(has_line(metrics, R"(backbone_logins_total{outcome="wrong_client"} 1)"));
    CHECK(has_line(metrics, R"(backbone_logins_total{outcome="wrong_credentials"} 1)"));
    CHECK(has_line(metrics, R"(backbone_logins_total{outcome="locked_out"} 1)"));
}

TEST_CASE("Samples are asked for at each look", "[metrics]")
{
    Metrics metrics("7.1");
    double connections = 3;
    using Values = std::vector<std::pair<std::string, double>>;
    metrics.sample({"backbone_http_connections", "Open connections.", [&] { return connections; }});
    metrics.sample({"backbone_password_hashes_total", "Hashes.", [] { return 7.0; }, true});
    metrics.sample({"backbone_http_waiting_requests", "Waiting.", "lane", [] {
                        return Values{{"fast", 1}, {"slow", 2}};
                    }});
    metrics.sample({"broken", "Broken.", []() -> double { throw std::runtime_error("no database"); }});
    CHECK(has_line(metrics, "backbone_http_connections 3"));
    CHECK(has_line(metrics, "# TYPE backbone_http_connections gauge"));
    CHECK(has_line(metrics, "backbone_password_hashes_total 7"));
    CHECK(has_line(metrics, "# TYPE backbone_password_hashes_total counter"));
    connections = 4;
    CHECK(has_line(metrics, "backbone_http_connections 4"));
    CHECK(has_line(metrics, R"(backbone_http_waiting_requests{lane="fast"} 1)"));
    CHECK(has_line(metrics, R"(backbone_http_waiting_requests{lane="slow"} 2)"));
    CHECK(metrics.text().find("broken") == std::string::npos);
}

TEST_CASE("The process and its version are shown", "[metrics]")
{
    const Metrics metrics("7.1");
    CHECK(has_line(metrics, R"(backbone_build_info{version="7.1"} 1)"));
    const std::string text = metrics.text();
    const auto value_of = [&](const std::string& name) {
        const std::size_t at = text.find("\n" + name + " ");
        INFO(name);
        REQUIRE(at != std::string::npos);
        return std::stod(text.substr(at + name.size() + 2));
    };
    CHECK(value_of("process_cpu_seconds_total") > 0);
    CHECK(value_of("process_resident_memory_bytes") > 1e6);
    CHECK(value_of("process_virtual_memory_bytes") > value_of("process_resident_memory_bytes"));
    CHECK(value_of("process_threads") >= 1);
    CHECK(value_of("process_open_fds") >= 3);
    CHECK(value_of("process_max_fds") >= value_of("process_open_fds"));
    const auto now = std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
    CHECK(value_of("process_start_time_seconds") <= now + 2);
    CHECK(value_of("process_start_time_seconds") > now - 86'400);
}

TEST_CASE("Threads can use new and known labels at the same time", "[metrics][concurrency]")
{
    Labelled<Counter, 2> counters;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            for (int n = 0; n < 2'000; ++n) counters.with({"a", std::to_string(n % 100)}).increment();
        });
    }
    for (std::thread& thread : threads) thread.join();
    std::size_t labels = 0;
    counters.for_each([&](const auto&, const Counter& counter) {
        ++labels;
        CHECK(counter.value() == 80);
    });
    CHECK(labels == 100);
}

TEST_CASE("Past the bound, further labels share one instrument", "[metrics]")
{
    Labelled<Counter, 1> counters;
    for (int n = 0; n < 2'000; ++n) counters.with({std::to_string(n)}).increment();
    std::size_t labels = 0;
    std::uint64_t shared = 0;
    counters.for_each([&](const auto& values, const Counter& counter) {
        ++labels;
        if (values[0] == "other") shared = counter.value();
    });
    CHECK(labels == 1'025);
    CHECK(shared == 976);
}

TEST_CASE("Anybody may fetch /metrics, with any method", "[metrics]")
{
    const Metrics metrics("7.1");
    Routes admin;
    register_metrics(admin, metrics);
    REQUIRE(admin.all().size() == 1);
    const Route& route = admin.all().front();
    CHECK(route.method == kAnyMethod);
    CHECK(route.pattern == "/metrics");
    CHECK(route.access == anonymous);
}
