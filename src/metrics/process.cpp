#include "metrics/process.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <sstream>
#include <string>

namespace backbone::metrics {
namespace {

using prometheus::MetricType;

double in_seconds(const timeval& time)
{
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

/// Field `number`, from 1, of proc(5)'s stat file.
std::optional<double> stat_field(const std::string& stat, int number)
{
    // The second field is the program's name in parentheses, which may hold anything.
    const std::size_t end_of_name = stat.rfind(')');
    if (end_of_name == std::string::npos) return std::nullopt;
    std::istringstream fields(stat.substr(end_of_name + 1));
    std::string field;
    for (int i = 3; i <= number && fields >> field; ++i) {
    }
    return fields ? std::optional(std::stod(field)) : std::nullopt;
}

std::string content_of(const char* path)
{
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::optional<double> boot_time()
{
    std::ifstream file("/proc/stat");
    for (std::string name; file >> name;) {
        double value = 0;
        if (name == "btime" && file >> value) return value;
        std::getline(file, name);
    }
    return std::nullopt;
}

std::optional<double> count_of_open_files()
{
    std::error_code error;
    const std::filesystem::directory_iterator files("/proc/self/fd", error);
    if (error) return std::nullopt;
    return static_cast<double>(std::distance(begin(files), end(files)));
}

void add(Families& families, const char* name, const char* help, MetricType type, std::optional<double> value)
{
    if (!value) return;
    prometheus::ClientMetric metric;
    (type == MetricType::Counter ? metric.counter.value : metric.gauge.value) = *value;
    families.push_back({name, help, type, {metric}});
}

}  // namespace

void collect_process(Families& families)
{
    constexpr int kThreads = 20;
    constexpr int kStartTime = 22;
    constexpr int kVirtualMemory = 23;
    constexpr int kResidentPages = 24;

    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    add(families, "process_cpu_seconds_total", "Processor time that was used.", MetricType::Counter,
        in_seconds(usage.ru_utime) + in_seconds(usage.ru_stime));

    const std::string stat = content_of("/proc/self/stat");
    if (const auto pages = stat_field(stat, kResidentPages)) {
        add(families, "process_resident_memory_bytes", "Memory that is in use.", MetricType::Gauge,
            *pages * static_cast<double>(::sysconf(_SC_PAGESIZE)));
    }
    add(families, "process_virtual_memory_bytes", "Addresses that are in use.", MetricType::Gauge,
        stat_field(stat, kVirtualMemory));
    add(families, "process_threads", "Threads.", MetricType::Gauge, stat_field(stat, kThreads));
    if (const auto boot = boot_time(), start = stat_field(stat, kStartTime); boot && start) {
        add(families, "process_start_time_seconds", "When the process started, since 1970.", MetricType::Gauge,
            *boot + *start / static_cast<double>(::sysconf(_SC_CLK_TCK)));
    }
    add(families, "process_open_fds", "Open files and sockets.", MetricType::Gauge, count_of_open_files());
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        add(families, "process_max_fds", "Files and sockets that may be open.", MetricType::Gauge,
            static_cast<double>(limit.rlim_cur));
    }
}

}  // namespace backbone::metrics
