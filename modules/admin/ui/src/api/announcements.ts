import { get, post, remove, segment } from './http';

export const severities = ['Low', 'Medium', 'High'] as const;
export type Severity = (typeof severities)[number];

export interface AnnouncementText {
  language: string;
  title: string;
  body: string;
}

export interface AnnouncementAction {
  displayName: Record<string, string>;
  link: string;
}

export interface NewAnnouncement {
  severity: Severity;
  isSilent: boolean;
  expiresAt: string | null;
  iqlQuery: string | null;
  texts: AnnouncementText[];
  recipients: string[];
  actions: AnnouncementAction[];
}

export interface Announcement extends NewAnnouncement {
  id: string;
  createdAt: string;
}

export const listAnnouncements = (signal?: AbortSignal) => get<Announcement[]>('/Announcements', signal);

export const getAnnouncement = (id: string, signal?: AbortSignal) =>
  get<Announcement>(`/Announcements/${segment(id)}`, signal);

export const createAnnouncement = (announcement: NewAnnouncement) => post<Announcement>('/Announcements', announcement);

export const deleteAnnouncement = (id: string) => remove(`/Announcements/${segment(id)}`);
