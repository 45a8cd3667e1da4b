#pragma once

#include <memory>
#include <optional>
#include <string>

#include <backbone/database.hpp>
#include <backbone/error.hpp>
#include <backbone/identity_address.hpp>
#include <backbone/paging.hpp>

namespace backbone {

/// Who asks, from the claims of a valid access token (docs/protocol/http-and-auth.md §13.5).
struct Caller
{
    IdentityAddress identity;
    DeviceId device;
    std::string client_id;
};

/// What every module needs to know of the installation.
struct InstallationOptions
{
    /// The domain in all addresses; the host name of the clients' base URL.
    std::string did_domain_name = "localhost";
    PageSizes page_sizes;
};

/// Asks the dispatcher to run this request again on the slow lane; thrown by Context::need_slow_lane, and no error, so
/// no handler may catch it.
struct SlowLaneNeeded
{};

/// What a handler may use while it answers one request.
class Context
{
  public:
    Context(Database& database, const Clock& clock, Random& random, const InstallationOptions& installation,
            std::optional<Caller> caller, bool on_slow_lane, std::string operator_name = {})
        : database_(database),
          random_(random),
          installation_(installation),
          caller_(std::move(caller)),
          operator_name_(std::move(operator_name)),
          now_(clock.now()),
          on_slow_lane_(on_slow_lane)
    {}

    /// When the request began; the same for all of its statements.
    Timestamp now() const { return now_; }
    Random& random() const { return random_; }
    const InstallationOptions& installation() const { return installation_; }

    /// Absent when the request is anonymous.
    const std::optional<Caller>& caller() const { return caller_; }
    /// The caller of a route that only lets callers with an identity in.
    const Caller& required_caller() const
    {
        if (!caller_) throw not_found("Record");
        return *caller_;
    }
    const IdentityAddress& identity() const { return required_caller().identity; }
    const DeviceId& device() const { return required_caller().device; }
    /// The caller's address, absent when the request is anonymous.
    std::optional<IdentityAddress> reader() const
    {
        if (!caller_) return std::nullopt;
        return caller_->identity;
    }

    /// The name of the operator's key, for the audit log (audit.hpp); empty where none let the request in.
    const std::string& operator_name() const { return operator_name_; }

    /// Statements that each commit by themselves, on this request's database session.
    Queries& queries() { return connection().queries(); }

    /// See Connection::transaction.
    template <class Work>
    auto transaction(Work&& work)
    {
        return connection().transaction(std::forward<Work>(work));
    }

    /// To be called before work of many milliseconds, such as a password hash, and before anything was changed: on a
    /// fast worker the request is put aside and its handler runs again, from the start, on one of the few slow workers.
    void need_slow_lane() const
    {
        if (!on_slow_lane_) throw SlowLaneNeeded{};
    }

    /// The session itself, for functions that make their own transactions.
    Connection& connection()
    {
        if (!connection_) connection_ = database_.connect();
        return *connection_;
    }

  private:
    Database& database_;
    Random& random_;
    const InstallationOptions& installation_;
    std::optional<Caller> caller_;
    std::string operator_name_;
    Timestamp now_;
    bool on_slow_lane_;
    std::unique_ptr<Connection> connection_;
};

}  // namespace backbone
