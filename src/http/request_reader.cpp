#include "http/request_reader.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <string>

#include <boost/beast/http/basic_parser.hpp>

#include <backbone/binding.hpp>

#include "http/kept_body.hpp"
#include "http/request_target.hpp"

namespace backbone::http {
namespace {

namespace beast = boost::beast::http;
using boost::beast::error_code;
using boost::beast::string_view;

/// The shortest end of a chunked body. Beast (1.81) fails an assertion when it is offered a part of it.
constexpr std::string_view kLastChunk = "0\r\n\r\n";

std::string_view view(string_view text)
{
    return {text.data(), text.size()};
}

}  // namespace

/// Beast parses; this keeps what is of use and adds the limits.
class RequestReader::Parser final : public beast::basic_parser<true>
{
  public:
    Parser(const LimitOptions& limits, BodyBudget& budget, Request& request)
        : limits_(limits), request_(request), body_(request, limits.body_bytes, budget)
    {
        request_.budget = &budget;
        body_limit(boost::none);
        header_limit(std::numeric_limits<std::uint32_t>::max());
    }

    std::size_t put_all(std::string_view bytes);

    void keep_body()
    {
        keeps_body_ = true;
        if (const auto length = this->content_length()) body_.expect(*length);
    }

    void drop_body() { keeps_body_ = false; }

    int refusal() const { return refusal_; }
    bool is_http_1_0() const { return version_ == 10; }
    bool expects_continue() const { return expects_continue_ && version_ == 11; }
    std::string_view host() const { return host_; }
    std::uint64_t body_bytes() const { return body_bytes_; }

  private:
    void on_request_impl(beast::verb, string_view method, string_view target, int version, error_code& error) override;
    void on_field_impl(beast::field field, string_view name, string_view value, error_code& error) override;
    void on_header_impl(error_code& error) override;
    void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
    std::size_t on_body_impl(string_view bytes, error_code& error) override { return add_to_body(bytes, error); }
    void on_chunk_header_impl(std::uint64_t, string_view, error_code&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, string_view bytes, error_code& error) override
    {
        return add_to_body(bytes, error);
    }
    void on_finish_impl(error_code&) override {}
    void on_response_impl(int, string_view, int, error_code&) override {}

    void take_host(std::string_view value, error_code& error);
    bool is_on_one_line(std::string_view name, std::string_view value) const;
    std::size_t add_to_body(string_view bytes, error_code& error);
    void refuse(int status, error_code& error)
    {
        refusal_ = status;
        error = beast::error::bad_value;
    }
    bool has_long_line(std::string_view bytes) const;

    const LimitOptions& limits_;
    Request& request_;
    KeptBody body_;
    std::string_view offered_;  ///< the bytes that are parsed just now
    std::string host_;
    std::size_t fields_ = 0;
    std::size_t field_bytes_ = 0;
    std::uint64_t body_bytes_ = 0;
    int version_ = 0;
    int refusal_ = 0;
    bool has_host_field_ = false;
    bool has_length_field_ = false;
    bool has_absolute_target_ = false;
    bool expects_continue_ = false;
    bool keeps_body_ = false;
};

std::size_t RequestReader::Parser::put_all(std::string_view bytes)
{
    const bool in_header = !is_header_done();
    offered_ = bytes;
    std::size_t used = 0;
    // RFC 9112 §2.2: empty lines before a request are skipped.
    while (!got_some() && used < bytes.size() && (bytes[used] == '\r' || bytes[used] == '\n')) ++used;
    if (has_long_line(bytes.substr(used))) {
        refusal_ = 414;
        return used;
    }
    const std::size_t least = in_header || !chunked() ? 1 : kLastChunk.size();
    while (bytes.size() - used >= least && !is_done() && in_header != is_header_done()) {
        error_code error;
        used += put({bytes.data() + used, bytes.size() - used}, error);
        if (error == beast::error::need_more) {
            if (bytes.size() - used > limits_.header_bytes) refusal_ = 431;
            break;
        }
        if (error && refusal_ == 0) refusal_ = error == beast::error::bad_version ? 505 : 400;
        if (error) break;
    }
    return used;
}

bool RequestReader::Parser::has_long_line(std::string_view bytes) const
{
    return version_ == 0 && bytes.size() > limits_.request_line_bytes &&
           bytes.substr(0, limits_.request_line_bytes).find('\n') == std::string_view::npos;
}

void RequestReader::Parser::on_request_impl(beast::verb, string_view method, string_view target, int version,
                                            error_code& error)
{
    version_ = version;
    request_.method.assign(method.data(), method.size());
    const auto parts = split_target(view(target));
    if (!parts) return refuse(400, error);
    request_.path.assign(parts->path);
    request_.query_string.assign(parts->query);
    has_absolute_target_ = !parts->authority.empty();
    if (has_absolute_target_) take_host(parts->authority, error);
}

void RequestReader::Parser::on_field_impl(beast::field field, string_view name, string_view value, error_code& error)
{
    field_bytes_ += name.size() + value.size() + std::string_view(": \r\n").size();
    if (++fields_ > limits_.header_fields || field_bytes_ > limits_.header_bytes) return refuse(431, error);
    // Those behind a chunked body mean nothing here.
    if (is_header_done()) return;

    // What a proxy before this server may have read differently is no request.
    if (!is_on_one_line(view(name), view(value))) return refuse(400, error);
    if (field == beast::field::host) {
        if (std::exchange(has_host_field_, true)) return refuse(400, error);
        if (!has_absolute_target_) take_host(view(value), error);
    } else if (field == beast::field::content_length) {
        const bool is_list = value.find(',') != string_view::npos;
        if (std::exchange(has_length_field_, true) || is_list) return refuse(400, error);
    } else if (field == beast::field::transfer_encoding) {
        // Anything else would leave open where the request ends.
        if (version_ == 10 || !input::equal_ignoring_case(view(value), "chunked")) return refuse(400, error);
    } else if (field == beast::field::expect) {
        expects_continue_ = input::equal_ignoring_case(view(value), "100-continue");
    }
    request_.headers.push_back({std::string(view(name)), std::string(view(value))});
}

void RequestReader::Parser::on_header_impl(error_code& error)
{
    if (version_ == 11 && !has_host_field_) refuse(400, error);
}

/// RFC 9112 §5.2: Beast joins the lines of a value in a buffer of its own, and skips empty ones before the first.
bool RequestReader::Parser::is_on_one_line(std::string_view name, std::string_view value) const
{
    const std::less<const char*> is_before;
    const char* const end_of_name = name.data() + name.size();
    const bool is_as_sent =
        !is_before(value.data(), end_of_name) && !is_before(offered_.data() + offered_.size(), value.data());
    return is_as_sent && std::find(end_of_name, value.data(), '\n') == value.data();
}

void RequestReader::Parser::take_host(std::string_view value, error_code& error)
{
    if (!value.empty() && !is_host(value)) return refuse(400, error);
    host_ = value;
}

std::size_t RequestReader::Parser::add_to_body(string_view bytes, error_code& error)
{
    body_bytes_ += bytes.size();
    if (keeps_body_ && !body_.add(view(bytes))) refuse(503, error);
    return bytes.size();
}

RequestReader::RequestReader(const LimitOptions& limits, BodyBudget& budget) : limits_(limits), budget_(budget) {}
RequestReader::~RequestReader() = default;

void RequestReader::start(Request& request)
{
    parser_ = std::make_unique<Parser>(limits_, budget_, request);
}

std::size_t RequestReader::put(std::string_view bytes)
{
    return parser_->put_all(bytes);
}

void RequestReader::keep_body()
{
    parser_->keep_body();
}

void RequestReader::drop_body()
{
    parser_->drop_body();
}

RequestReader::Stage RequestReader::stage() const
{
    if (parser_->refusal() != 0) return Stage::refused;
    if (parser_->is_done()) return Stage::complete;
    return parser_->is_header_done() ? Stage::body : Stage::header;
}

int RequestReader::refusal() const
{
    return parser_->refusal();
}

bool RequestReader::has_begun() const
{
    return parser_->got_some();
}

bool RequestReader::is_http_1_0() const
{
    return parser_->is_http_1_0();
}

bool RequestReader::wants_keep_alive() const
{
    return !is_http_1_0() && parser_->keep_alive();
}

bool RequestReader::expects_continue() const
{
    return parser_->expects_continue();
}

std::string_view RequestReader::host() const
{
    return parser_->host();
}

std::optional<std::uint64_t> RequestReader::content_length() const
{
    if (parser_->chunked()) return std::nullopt;
    return parser_->content_length().value_or(0);
}

std::uint64_t RequestReader::body_bytes() const
{
    return parser_->body_bytes();
}

}  // namespace backbone::http
