import { lazy } from 'react';
import { Navigate, Route, Routes } from 'react-router';
import { Login } from './pages/login/Login';
import { RequireSession } from './pages/login/RequireSession';
import { Splash } from './pages/login/Splash';
import { NotFound } from './pages/NotFound';
import { Shell } from './shell/Shell';

const Dashboard = lazy(() => import('./pages/dashboard/Dashboard'));
const Identities = lazy(() => import('./pages/identities/Identities'));
const IdentityDetails = lazy(() => import('./pages/identity/IdentityDetails'));
const DeletionProcessDetails = lazy(() => import('./pages/deletion/DeletionProcessDetails'));
const DeletionLog = lazy(() => import('./pages/deletion/DeletionLog'));
const Tiers = lazy(() => import('./pages/tiers/Tiers'));
const TierDetails = lazy(() => import('./pages/tiers/TierDetails'));
const Clients = lazy(() => import('./pages/clients/Clients'));
const ClientDetails = lazy(() => import('./pages/clients/ClientDetails'));
const Announcements = lazy(() => import('./pages/announcements/Announcements'));
const AnnouncementDetails = lazy(() => import('./pages/announcements/AnnouncementDetails'));
const AuditLog = lazy(() => import('./pages/audit/AuditLog'));

/** The screens and their addresses (docs/protocol/admin.md §7.2). */
export function AllRoutes() {
  return (
    <Routes>
      <Route path="/" element={<Navigate to="/splash" replace />} />
      <Route path="/index.html" element={<Navigate to="/splash" replace />} />
      <Route path="/splash" element={<Splash />} />
      <Route path="/login" element={<Login />} />
      <Route element={<RequireSession />}>
        <Route element={<Shell />}>
          <Route path="/dashboard" element={<Dashboard />} />
          <Route path="/identities" element={<Identities />} />
          <Route path="/identities/:address" element={<IdentityDetails />} />
          <Route path="/identities/:address/deletion-process-details/:id" element={<DeletionProcessDetails />} />
          <Route path="/identities/:address/deletion-process-audit-logs" element={<DeletionLog />} />
          <Route path="/tiers" element={<Tiers />} />
          <Route path="/tiers/:id" element={<TierDetails />} />
          <Route path="/clients" element={<Clients />} />
          <Route path="/clients/:id" element={<ClientDetails />} />
          <Route path="/announcements" element={<Announcements />} />
          <Route path="/announcements/:id" element={<AnnouncementDetails />} />
          <Route path="/audit-log" element={<AuditLog />} />
          <Route path="*" element={<NotFound />} />
        </Route>
      </Route>
    </Routes>
  );
}
